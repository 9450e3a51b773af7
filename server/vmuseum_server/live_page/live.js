// Live reload and the overlay of mistakes. Served only by `vmuseum serve --watch`.
// Words come in the page's language; the sentences themselves come from the engine.
const lang = document.documentElement.lang === 'en' ? 'en' : 'vi';
const words = {
  vi: { errors: 'lỗi', warnings: 'lời nhắc', stays: 'Khách vẫn thấy bản trước', small: 'Thu nhỏ', copy: 'Chép vị trí', copied: 'Đã chép',
        foot: 'Sửa và lưu tệp, trang sẽ tự tải lại.', building: 'Đang dựng lại' },
  en: { errors: 'errors', warnings: 'warnings', stays: 'Visitors still see the last good build', small: 'Minimise', copy: 'Copy the place', copied: 'Copied',
        foot: 'Mend and save the file; the page reloads by itself.', building: 'Rebuilding' },
}[lang];

let published = null;
let box = null;
let back = null;
const badge = node('output', { class: 'vm-live-badge', hidden: '' });
document.body.append(badge);

const stream = new EventSource(new URL('/-/live/events', location.href));
stream.onmessage = (event) => show(JSON.parse(event.data));

function show(state) {
  if (published === null) published = state.published;
  if (state.published !== published) {
    location.reload();
    return;
  }
  badge.hidden = state.wanted === state.visible || state.problems.some((p) => p.severity === 'error');
  badge.textContent = words.building;
  overlay(state.problems);
}

function overlay(problems) {
  const errors = problems.filter((p) => p.severity === 'error');
  if (box) box.remove();
  box = null;
  if (errors.length === 0) {
    if (back) back.focus();
    back = null;
    return;
  }
  const warnings = problems.length - errors.length;
  back ??= document.activeElement;
  const close = node('button', { type: 'button', class: 'vm-live-small' }, words.small);
  const title = node('h1', { id: 'vm-live-title' }, `${errors.length} ${words.errors}` + (warnings ? `, ${warnings} ${words.warnings}` : ''));
  box = node('section', { class: 'vm-live', role: 'alertdialog', 'aria-labelledby': 'vm-live-title' },
    node('header', {}, title, node('span', { class: 'vm-live-note' }, words.stays), close),
    ...[...errors, ...problems.filter((p) => p.severity !== 'error')].map(article),
    node('footer', {}, words.foot));
  const minimise = () => { box.remove(); if (back) back.focus(); };
  close.addEventListener('click', minimise);
  box.addEventListener('keydown', (event) => { if (event.key === 'Escape') { event.stopPropagation(); minimise(); } });
  document.body.append(box);
  close.focus();
}

function article(problem) {
  const place = problem.line ? `${problem.path}:${problem.line}:${problem.column}` : problem.path;
  const copy = node('button', { type: 'button' }, words.copy);
  copy.addEventListener('click', async () => {
    await navigator.clipboard.writeText(place);
    copy.textContent = words.copied;
  });
  return node('article', { class: problem.severity },
    node('p', { class: 'vm-live-place' }, node('b', {}, place), node('span', { class: 'vm-live-code' }, problem.code)),
    node('p', { class: 'vm-live-text' }, problem.text), source(problem), copy);
}

function source(problem) {
  const pre = node('pre', { tabindex: '0' });
  for (const [number, text] of problem.source ?? []) {
    pre.append(node('span', { class: number === problem.line ? 'bad' : '' }, node('i', {}, String(number).padStart(4)), `  ${text}\n`));
  }
  return pre.childNodes.length ? pre : '';
}

function node(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}
