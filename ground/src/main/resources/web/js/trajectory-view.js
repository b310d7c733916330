import { COLOUR, Surface, label, phaseColour } from "./drawing.js";
import { distance } from "./format.js";
import { TerrainMesh } from "./terrain-mesh.js";

const FIELD_OF_VIEW_RAD = 0.7;
/** Radius of the ground at the site: rings lie on the curved planet. */
const PLANET_M = 3391937;
const RINGS_M = [500, 1000, 2000, 5000, 10000, 20000, 50000, 100000, 200000, 500000];

/** The way down in three dimensions: turn it with the mouse, zoom with the wheel. East, north, up of the aim point. */
export class TrajectoryView {
  turning = false;
  #mission;
  #companions;
  #mesh;
  #ground;
  #surface;
  #yaw = -0.7;
  #pitch = 0.5;
  #zoom = 1;
  #distance = 30000;
  #focus = [0, 0, 0];
  /** Matrix of the ground on the screen. */
  #drawn = null;

  constructor(groundCanvas, canvas, mission, companions) {
    this.#mission = mission;
    this.#companions = companions;
    this.#ground = groundCanvas;
    this.#mesh = TerrainMesh.on(groundCanvas);
    this.#surface = new Surface(canvas, (c, w, h) => this.#draw(c, w, h));
    this.#listen(canvas);
  }

  /** Puts the site's ground in. */
  async load(map, image) {
    if (!this.#mesh || !map?.elevation || !image) return;
    const answer = await fetch(map.elevation.url);
    if (!answer.ok) return;
    const heights = new Float32Array(await answer.arrayBuffer());
    this.#mesh.load(map.appearance, heights, map.elevation.columns, map.elevation.rows, image);
    this.#drawn = null;
    this.redraw();
  }

  redraw() {
    this.#surface.redraw();
  }

  turn() {
    this.turning = !this.turning;
    const step = () => {
      if (!this.turning) return;
      this.#yaw += 0.003;
      this.redraw();
      requestAnimationFrame(step);
    };
    step();
  }

  #listen(canvas) {
    let drag = null;
    canvas.addEventListener("pointerdown", (e) => {
      drag = { x: e.clientX, y: e.clientY, yaw: this.#yaw, pitch: this.#pitch };
      canvas.setPointerCapture(e.pointerId);
    });
    canvas.addEventListener("pointermove", (e) => {
      if (!drag) return;
      this.#yaw = drag.yaw - (e.clientX - drag.x) * 0.008;
      this.#pitch = Math.min(1.5, Math.max(0.03, drag.pitch + (e.clientY - drag.y) * 0.006));
      this.redraw();
    });
    canvas.addEventListener("pointerup", () => { drag = null; });
    canvas.addEventListener("wheel", (e) => {
      e.preventDefault();
      this.#zoom = Math.min(30, Math.max(0.03, this.#zoom * 1.0015 ** e.deltaY));
      this.redraw();
    }, { passive: false });
    canvas.addEventListener("dblclick", () => { this.#zoom = 1; this.redraw(); });
  }

  /** Looks at a point between vehicle and target, from so far that both are in view. */
  #aim() {
    const k = this.#mission.track;
    const landed = this.#mission.landedAt;
    const n = landed >= 0 ? landed : k.t.length - 1;
    const goal = this.#mission.target ?? { eastM: 0, northM: 0 };
    if (n < 0) return;
    const at = [k.east[n], k.north[n], k.up[n]];
    this.#focus = [(at[0] + goal.eastM) / 2, (at[1] + goal.northM) / 2, at[2] * 0.42];
    const apart = Math.hypot(at[0] - goal.eastM, at[1] - goal.northM, at[2]);
    const wanted = Math.max(landed >= 0 ? 420 : 160, 1.75 * apart);
    this.#distance += (wanted - this.#distance) * (Math.abs(Math.log(wanted / this.#distance)) > 0.7 ? 1 : 0.1);
  }

  /** Column-major matrix from metres to clip space. */
  #matrix(w, h) {
    const d = this.#distance * this.#zoom;
    const [cy, sy, cp, sp] = [Math.cos(this.#yaw), Math.sin(this.#yaw), Math.cos(this.#pitch), Math.sin(this.#pitch)];
    const right = [cy, sy, 0];
    const back = [sy * cp, -cy * cp, sp];
    const up = [-sy * sp, cy * sp, cp];
    const eye = back.map((b, i) => this.#focus[i] + b * d);
    const dot = (a) => a[0] * eye[0] + a[1] * eye[1] + a[2] * eye[2];
    const f = 1 / Math.tan(FIELD_OF_VIEW_RAD / 2);
    const near = d * 0.02;
    const far = d * 40;
    const fx = f / (w / h);
    const a = (far + near) / (near - far);
    const b = (2 * far * near) / (near - far);
    const m = new Float32Array(16);
    for (let i = 0; i < 3; i++) {
      m[4 * i] = fx * right[i];
      m[4 * i + 1] = f * up[i];
      m[4 * i + 2] = a * back[i];
      m[4 * i + 3] = -back[i];
    }
    m[12] = -fx * dot(right);
    m[13] = -f * dot(up);
    m[14] = -a * dot(back) + b;
    m[15] = dot(back);
    return m;
  }

  #draw(c, w, h) {
    this.#aim();
    const matrix = this.#matrix(w, h);
    this.#drawGround(matrix);
    const near = this.#distance * this.#zoom * 0.02;
    const project = (x, y, z) => {
      const depth = matrix[3] * x + matrix[7] * y + matrix[11] * z + matrix[15];
      if (depth < near) return null;
      return [(0.5 + (matrix[0] * x + matrix[4] * y + matrix[8] * z + matrix[12]) / depth / 2) * w,
        (0.5 - (matrix[1] * x + matrix[5] * y + matrix[9] * z + matrix[13]) / depth / 2) * h];
    };
    this.#rings(c, project);
    this.#curtain(c, project);
    for (const companion of this.#companions.all) this.#companion(c, project, companion);
    this.#path(c, project);
    this.#marks(c, project);
  }

  #drawGround(matrix) {
    if (!this.#mesh) return;
    const canvas = this.#ground;
    const ratio = this.#surface.ratio * (this.#mesh.slow ? 0.5 : 1);
    const [w, h] = [Math.round(this.#surface.width * ratio), Math.round(this.#surface.height * ratio)];
    const same = canvas.width === w && canvas.height === h && this.#drawn?.every((m, i) => m === matrix[i]);
    if (same) return;
    if (canvas.width !== w || canvas.height !== h) {
      canvas.width = w;
      canvas.height = h;
    }
    this.#drawn = matrix;
    this.#mesh.draw(matrix, this.#distance * this.#zoom * 6);
  }

  #polyline(c, points) {
    c.beginPath();
    let pen = false;
    for (const point of points) {
      if (!point) pen = false;
      else if (pen) c.lineTo(...point);
      else { c.moveTo(...point); pen = true; }
    }
    c.stroke();
  }

  #rings(c, project) {
    c.lineWidth = 1;
    c.font = this.#surface.font(0.72);
    c.textAlign = "center";
    const reach = this.#distance * this.#zoom;
    for (const radius of RINGS_M) {
      if (radius < reach / 9 || radius > reach * 1.2) continue;
      const drop = -(radius * radius) / (2 * PLANET_M);
      c.strokeStyle = "#8b9aac33";
      const points = [];
      for (let i = 0; i <= 72; i++) points.push(project(radius * Math.sin(i * Math.PI / 36), radius * Math.cos(i * Math.PI / 36), drop));
      this.#polyline(c, points);
      const at = project(0, radius, drop);
      if (at) label(c, `${distance(radius)} N`, at[0], at[1], COLOUR.muted);
    }
  }

  /** Plumb lines from the path to the ground. */
  #curtain(c, project) {
    const k = this.#mission.track;
    const reach = this.#distance * this.#zoom;
    c.strokeStyle = "#57c3ea2e";
    c.lineWidth = 1;
    let last = null;
    for (let i = 0; i < k.t.length; i++) {
      const away = Math.hypot(k.east[i] - this.#focus[0], k.north[i] - this.#focus[1]);
      if (away > reach) continue;
      if (last !== null && Math.hypot(k.east[i] - k.east[last], k.north[i] - k.north[last], k.up[i] - k.up[last]) < reach / 30) continue;
      last = i;
      this.#polyline(c, [project(k.east[i], k.north[i], k.up[i]), project(k.east[i], k.north[i], k.up[i] - k.agl[i])]);
    }
  }

  #path(c, project) {
    const k = this.#mission.track;
    c.lineWidth = 2.5;
    c.lineJoin = "round";
    let i = 1;
    while (i < k.t.length) {
      const phase = k.phase[i];
      const points = [project(k.east[i - 1], k.north[i - 1], k.up[i - 1])];
      for (; i < k.t.length && k.phase[i] === phase; i++) points.push(project(k.east[i], k.north[i], k.up[i]));
      c.strokeStyle = phaseColour(phase);
      this.#polyline(c, points);
    }
  }

  #companion(c, project, { id, colour, mission }) {
    const k = mission.track;
    const n = k.t.length - 1;
    if (n < 0) return;
    c.lineWidth = 2;
    c.strokeStyle = colour;
    this.#polyline(c, k.t.map((_, i) => project(k.east[i], k.north[i], k.up[i])));
    const at = project(k.east[n], k.north[n], k.up[n]);
    if (!at) return;
    c.beginPath();
    c.arc(at[0], at[1], 0.3 * this.#surface.rem, 0, 7);
    c.fillStyle = colour;
    c.fill();
    c.font = this.#surface.font(0.8, true);
    c.textAlign = "left";
    label(c, id, at[0] + 0.6 * this.#surface.rem, at[1] + 4, colour);
  }

  #marks(c, project) {
    const k = this.#mission.track;
    const n = k.t.length - 1;
    if (n < 0) return;
    const goal = this.#mission.target ?? { eastM: 0, northM: 0 };
    const target = project(goal.eastM, goal.northM, 0);
    c.font = this.#surface.font(0.8);
    c.textAlign = "left";
    if (target) {
      c.strokeStyle = this.#mission.target ? COLOUR.green : COLOUR.mars;
      c.lineWidth = 2;
      c.beginPath();
      c.ellipse(target[0], target[1], 9, 9 * Math.max(0.2, Math.sin(this.#pitch)), 0, 0, 7);
      c.stroke();
      label(c, this.#mission.target ? "target" : "aim", target[0] + 13, target[1] + 4, c.strokeStyle);
    }
    const foot = project(k.east[n], k.north[n], k.up[n] - k.agl[n]);
    const at = project(k.east[n], k.north[n], k.up[n]);
    if (!at) return;
    c.strokeStyle = "#ffffff99";
    c.lineWidth = 1.5;
    this.#polyline(c, [at, foot]);
    c.beginPath();
    c.arc(at[0], at[1], 0.36 * this.#surface.rem, 0, 7);
    c.fillStyle = "#fff";
    c.fill();
    label(c, distance(k.agl[n]), at[0] + 0.8 * this.#surface.rem, at[1] + 4);
  }
}
