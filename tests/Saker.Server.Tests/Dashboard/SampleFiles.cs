using System.Text;
using Saker.Platform.Artifacts;
using Saker.Platform.Experiments;

namespace Saker.Server.Tests.Dashboard;

/// <summary>What a run leaves behind, of each kind that pages show; the picture and the report would do harm if they could.</summary>
internal static class SampleFiles
{
    public const string Picture =
        """
        <svg xmlns="http://www.w3.org/2000/svg" width="320" height="180" viewBox="0 0 320 180" onload="alert('picture')">
          <script>alert('picture')</script>
          <polyline points="20,20 80,90 140,120 200,140 300,150" fill="none" stroke="teal" stroke-width="3" />
          <text x="20" y="172" font-size="12">error by step</text>
        </svg>
        """;

    public const string Report = "<!DOCTYPE html><html><body><h1 id=\"title\">Residuals</h1><p>All of them are small.</p><form action=\"/sign-out\" method=\"post\"></form></body></html>";

    public static async Task AddAsync(IArtifactStore artifacts, Run run, CancellationToken cancellationToken)
    {
        var root = ArtifactPaths.FromUri(run.ArtifactUri);
        (string Path, string Text)[] files =
        [
            ("plots/error.svg", Picture),
            ("report.html", Report),
            ("rows.csv", "place,price,note\nUppsala,3.5,\"a, b\"\nLund,4.25,\"say \"\"so\"\"\"\nUme\u00e5,2,<b>x</b>\n"),
            ("config.json", "{\"depth\":6,\"rates\":[0.1,0.2]}"),
            ("notes.md", "# Notes\n\n<script>alert('notes')</script>\n"),
            ("model/weights.bin", "\0\u0001\u0002"),
        ];
        foreach (var (path, text) in files)
            await artifacts.PutAsync($"{root}/{path}", new MemoryStream(Encoding.UTF8.GetBytes(text)), cancellationToken);
    }
}
