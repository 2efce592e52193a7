// Search when the pages are opened from a folder: there a browser starts no Worker, so a
// hidden frame of the same page does its work. Over http this file does nothing.
(function () {
  if (location.protocol !== "file:") return;
  class IFrameWorker extends EventTarget {
    constructor(url) {
      super();
      url = new URL(url, document.baseURI).href;
      this.frame = document.createElement("iframe");
      this.frame.hidden = true;
      document.body.appendChild(this.frame);
      const inside = this.frame.contentWindow;
      this.ready = new Promise((done) => {
        inside.importScripts = (...urls) =>
          urls.reduce(
            (before, one) =>
              before.then(
                () =>
                  new Promise((loaded) => {
                    const script = inside.document.createElement("script");
                    script.src = new URL(one, url).href;
                    script.onload = loaded;
                    inside.document.head.appendChild(script);
                  })
              ),
            Promise.resolve()
          );
        const script = inside.document.createElement("script");
        script.src = url;
        script.onload = done;
        inside.postMessage = (data) => {
          const told = new MessageEvent("message", { data });
          this.dispatchEvent(told);
          if (this.onmessage) this.onmessage(told);
        };
        inside.document.head.appendChild(script);
      });
    }
    postMessage(data) {
      const inside = this.frame.contentWindow;
      this.ready.then(() => inside.dispatchEvent(new MessageEvent("message", { data })));
    }
    terminate() {
      this.frame.remove();
    }
  }
  window.Worker = window.IFrameWorker = IFrameWorker;
})();
