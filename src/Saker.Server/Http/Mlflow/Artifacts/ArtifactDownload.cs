using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Saker.Server.Http.Mlflow.Artifacts;

/// <summary>Sends a file that somebody stored: always as a download, never as a page of ours.</summary>
internal static class ArtifactDownload
{
    private const string Binary = "application/octet-stream";
    private const string Text = "text/plain; charset=utf-8";

    // Also what a browser would run is text here.
    private static readonly HashSet<string> TextExtensions = new(StringComparer.OrdinalIgnoreCase)
    {
        ".txt", ".log", ".err", ".cfg", ".conf", ".cnf", ".cf", ".ini", ".properties", ".prop", ".hocon", ".toml", ".yaml", ".yml", ".xml", ".json", ".jsonl", ".js", ".py", ".py3", ".csv", ".tsv", ".md", ".rst", ".html", ".htm", ".svg",
    };

    private static readonly HashSet<string> TextNames = ["MLmodel", "MLproject"];

    public static async Task SendAsync(HttpContext context, string path, Stream content)
    {
        await using (content)
        {
            var name = path[(path.LastIndexOf('/') + 1)..];
            var response = context.Response;
            response.ContentType = TextNames.Contains(name) || TextExtensions.Contains(Path.GetExtension(name)) ? Text : Binary;
            response.ContentLength = content.Length;
            var disposition = new ContentDispositionHeaderValue("attachment");
            disposition.SetHttpFileName(name);
            response.Headers.ContentDisposition = disposition.ToString();
            response.Headers.XContentTypeOptions = "nosniff";
            response.Headers.CacheControl = "no-store";
            await content.CopyToAsync(response.Body, context.RequestAborted);
        }
    }
}
