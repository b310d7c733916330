/** The site's ground in WebGL: a grid of heights with the map's picture on it. */

const VERTEX = `
attribute vec3 place; attribute vec2 texel; uniform mat4 view; varying vec2 at; varying float far;
void main() { gl_Position = view * vec4(place, 1.0); at = texel; far = gl_Position.w; }`;
const FRAGMENT = `
precision mediump float; uniform sampler2D picture; uniform float haze; varying vec2 at; varying float far;
void main() {
  float grey = texture2D(picture, at).r;
  vec3 soil = mix(vec3(0.13, 0.07, 0.05), vec3(0.98, 0.74, 0.55), grey * 0.95);
  float fade = clamp(1.0 - far / haze, 0.0, 1.0);
  gl_FragColor = vec4(mix(vec3(0.063, 0.082, 0.114), soil, 0.25 + 0.75 * fade), 1.0);
}`;

function shader(gl, type, source) {
  const made = gl.createShader(type);
  gl.shaderSource(made, source);
  gl.compileShader(made);
  return made;
}

export class TerrainMesh {
  /** Whether the processor draws, not a graphics card. */
  slow = false;
  #gl;
  #program;
  #count = 0;
  #type = 0;

  /** @returns null where the browser has no WebGL */
  static on(canvas) {
    const gl = canvas.getContext("webgl", { antialias: true, alpha: true });
    return gl ? new TerrainMesh(gl) : null;
  }

  constructor(gl) {
    this.#gl = gl;
    const driver = gl.getExtension("WEBGL_debug_renderer_info");
    this.slow = /swiftshader|llvmpipe|software/i.test(driver ? gl.getParameter(driver.UNMASKED_RENDERER_WEBGL) : "");
    const program = gl.createProgram();
    gl.attachShader(program, shader(gl, gl.VERTEX_SHADER, VERTEX));
    gl.attachShader(program, shader(gl, gl.FRAGMENT_SHADER, FRAGMENT));
    gl.linkProgram(program);
    this.#program = gl.getProgramParameter(program, gl.LINK_STATUS) ? program : null;
  }

  /**
   * @param map extent of the ground, metres
   * @param heights rows from north, metres above the target
   * @param image north up, over the same extent
   */
  load(map, heights, columns, rows, image) {
    if (!this.#program) return;
    const gl = this.#gl;
    const vertices = new Float32Array(columns * rows * 5);
    for (let r = 0, k = 0; r < rows; r++) {
      for (let c = 0; c < columns; c++) {
        const u = c / (columns - 1);
        const v = r / (rows - 1);
        vertices[k++] = map.eastMinM + u * (map.eastMaxM - map.eastMinM);
        vertices[k++] = map.northMaxM - v * (map.northMaxM - map.northMinM);
        vertices[k++] = heights[r * columns + c];
        vertices[k++] = u;
        vertices[k++] = v;
      }
    }
    const wide = columns * rows > 65536;
    if (wide && !gl.getExtension("OES_element_index_uint")) return;
    const indices = new Uint32Array((columns - 1) * (rows - 1) * 6);
    let k = 0;
    for (let r = 0; r < rows - 1; r++) {
      for (let c = 0; c < columns - 1; c++) {
        const i = r * columns + c;
        indices.set([i, i + columns, i + 1, i + 1, i + columns, i + columns + 1], k);
        k += 6;
      }
    }
    this.#buffers(vertices, wide ? indices : new Uint16Array(indices));
    this.#count = indices.length;
    this.#type = wide ? gl.UNSIGNED_INT : gl.UNSIGNED_SHORT;
    this.#texture(image);
  }

  #buffers(vertices, indices) {
    const gl = this.#gl;
    gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
    gl.bufferData(gl.ARRAY_BUFFER, vertices, gl.STATIC_DRAW);
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, gl.createBuffer());
    gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, indices, gl.STATIC_DRAW);
    const place = gl.getAttribLocation(this.#program, "place");
    const texel = gl.getAttribLocation(this.#program, "texel");
    gl.enableVertexAttribArray(place);
    gl.vertexAttribPointer(place, 3, gl.FLOAT, false, 20, 0);
    gl.enableVertexAttribArray(texel);
    gl.vertexAttribPointer(texel, 2, gl.FLOAT, false, 20, 12);
  }

  #texture(image) {
    const gl = this.#gl;
    const size = 1024;
    const square = document.createElement("canvas");
    square.width = size;
    square.height = size;
    square.getContext("2d").drawImage(image, 0, 0, size, size);
    gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGB, gl.RGB, gl.UNSIGNED_BYTE, square);
    gl.generateMipmap(gl.TEXTURE_2D);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR_MIPMAP_LINEAR);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
  }

  /** @param view column-major matrix from metres to clip space */
  draw(view, hazeM) {
    const gl = this.#gl;
    gl.viewport(0, 0, gl.canvas.width, gl.canvas.height);
    gl.clearColor(0, 0, 0, 0);
    gl.clear(gl.COLOR_BUFFER_BIT | gl.DEPTH_BUFFER_BIT);
    if (this.#count === 0) return;
    gl.enable(gl.DEPTH_TEST);
    gl.useProgram(this.#program);
    gl.uniformMatrix4fv(gl.getUniformLocation(this.#program, "view"), false, view);
    gl.uniform1f(gl.getUniformLocation(this.#program, "haze"), hazeM);
    gl.drawElements(gl.TRIANGLES, this.#count, this.#type, 0);
  }
}
