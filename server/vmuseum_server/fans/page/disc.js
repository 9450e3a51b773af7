// A disc that shows a clip as a spinning fan does: two blades sweep over a picture that stays in the eye.
// The sweep is slow and faint on purpose: 1.4 passes a second and a tenth of the brightness, far from flashing.

const TURNS_S = 0.7; // turns a second
const AFTERGLOW = 0.9; // brightness of what the blades have left behind
const FRAME_MS = 33;

export class Disc {
  constructor() {
    this.element = document.createElement("div");
    this.element.className = "disc";
    this.video = document.createElement("video");
    Object.assign(this.video, { muted: true, loop: true, playsInline: true, preload: "auto" });
    this.video.setAttribute("aria-hidden", "true");
    this.video.tabIndex = -1;
    this.canvas = document.createElement("canvas");
    this.canvas.width = this.canvas.height = 264;
    this.pen = this.canvas.getContext("2d");
    this.moving = true;
    this.url = null;
    this.last = 0;
    this.video.addEventListener("loadeddata", () => this.draw(0));
    this.tick = this.tick.bind(this);
  }

  /** Show the clip at `url` from second `at`, or nothing. */
  show(url, at) {
    if (url === null) {
      if (this.url !== null) this.video.removeAttribute("src");
      this.url = null;
      this.element.replaceChildren();
      return;
    }
    if (this.url !== url) {
      this.url = url;
      this.video.src = url;
      this.element.replaceChildren(this.video, this.canvas);
    }
    this.at = at;
    this.seek();
    if (this.moving) this.video.play().catch(() => {}); // a browser may refuse; the first frame stays
  }

  /** Let the preview run or stand still. */
  move(moving) {
    this.moving = moving;
    if (!moving) this.video.pause();
    else if (this.url !== null) this.video.play().catch(() => {});
    if (moving) requestAnimationFrame(this.tick);
    else this.draw(0);
  }

  seek() {
    const length = this.video.duration;
    if (!(length > 0)) {
      this.video.addEventListener("loadedmetadata", () => this.seek(), { once: true });
      return;
    }
    const off = Math.abs(this.video.currentTime - (this.at % length));
    if (Math.min(off, length - off) > 0.6) this.video.currentTime = this.at % length;
  }

  tick(now) {
    if (!this.moving || this.url === null || !this.element.isConnected) return;
    if (now - this.last >= FRAME_MS) {
      this.last = now;
      this.draw((now / 1000) * TURNS_S * 2 * Math.PI);
    }
    requestAnimationFrame(this.tick);
  }

  draw(angle) {
    if (this.video.readyState < 2) return;
    const { pen } = this;
    const side = this.canvas.width;
    pen.globalAlpha = 1;
    pen.fillStyle = "#000";
    pen.fillRect(0, 0, side, side);
    pen.globalAlpha = this.moving ? AFTERGLOW : 1;
    pen.drawImage(this.video, 0, 0, side, side);
    if (!this.moving) return;
    for (let blade = 0; blade < 2; blade++) {
      for (let trail = 0; trail < 4; trail++) {
        const end = angle + blade * Math.PI - trail * 0.22;
        pen.save();
        pen.beginPath();
        pen.moveTo(side / 2, side / 2);
        pen.arc(side / 2, side / 2, side / 2, end - 0.22, end);
        pen.closePath();
        pen.clip();
        pen.globalAlpha = 0.8 - trail * 0.2;
        pen.drawImage(this.video, 0, 0, side, side);
        pen.restore();
      }
    }
  }
}
