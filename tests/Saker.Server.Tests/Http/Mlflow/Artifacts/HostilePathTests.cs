using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Saker.Platform.Artifacts;
using Saker.Platform.Storage;

namespace Saker.Server.Tests.Http.Mlflow.Artifacts;

/// <summary>Paths that lead elsewhere in many programs, in many encodings: each is answered cleanly, and nothing outside the blobs is made or changed.</summary>
public sealed class HostilePathTests(TestServer server) : IClassFixture<TestServer>
{
    private static readonly string[] Escapes =
    [
        "../../../../etc/passwd", "..", "../x", "a/../../x", "a/../b", "/etc/passwd", "//etc/passwd", "a//b", "./a", "a/./b", "a/..", "a/.", "..\\..\\x", "a\\b", "\\\\server\\share", "C:/Windows/x", "C:\\x", "c:x",
        "a\0b", "a\nb", "a\rb", "a\tb", "a\u007f", "a\u0085", "a\u202eb", "a\u2028b", "...", "a/.../b", "a/ /b", "a/.. /b", "file:///etc/passwd", "a/%2e%2e/b", "%2e%2e%2fx", "a/",
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_path_leads_out_in_any_encoding()
    {
        var home = server.Server.Services.GetRequiredService<SakerHome>();
        await SendAsync("PUT", "first", "x");
        var before = Files(home);
        // Others of the class use the same server.
        var store = server.Server.Services.GetRequiredService<IArtifactStore>();
        var listed = await store.ListAsync("", Token);
        Assert.Contains(new ArtifactEntry("first", 1), listed);
        List<string> offenders = [];
        var count = 0;
        foreach (var target in Escapes.SelectMany(Encodings).Distinct(StringComparer.Ordinal))
        {
            foreach (var method in (string[])["PUT", "GET", "DELETE"])
            {
                count++;
                var status = await SendAsync(method, target, "x");
                // 404 and 405 are of routing, which removes dots from addresses first, so that a/.. is the root's list; what reaches the store is 400.
                if (status is not (400 or 404 or 405) && !(status == 200 && method == "GET" && target is "a/.." or "a/%2e%2e"))
                    offenders.Add($"{method} {target}: {status}");
            }
        }
        Assert.Empty(offenders);
        Assert.True(count > 300, $"{count} cases");
        Assert.Equal(before, Files(home));
        Assert.Equal(listed, await store.ListAsync("", Token));
        TestContext.Current.TestOutputHelper?.WriteLine($"{count} requests");
    }

    [Fact]
    public async Task Broken_text_and_long_names_are_refused_or_kept_as_they_are()
    {
        var home = server.Server.Services.GetRequiredService<SakerHome>();
        foreach (var target in (string[])["%ff%fe", "a%c0%ae%c0%ae/b", "%e0%80%ae", "%", "%zz", "%2", "a%u002e", new string('a', 300), string.Join('/', Enumerable.Repeat("abcdefghi", 200)), "%ed%a0%80"])
        {
            var status = await SendAsync("PUT", $"odd/{target}", "x");
            Assert.True(status is 200 or 400, $"{target}: {status}");
        }
        // All that was taken is a plain name in the tree, and content under its hash.
        Assert.Single(Directory.GetFiles(home.Blobs, "*", SearchOption.AllDirectories), file => Path.GetFileName(file).Length == 64 && new FileInfo(file).Length == 1);
    }

    /// <summary>Bare, each byte encoded, encoded twice and thrice, mixed case, only what leads elsewhere encoded, in capitals.</summary>
    private static IEnumerable<string> Encodings(string path)
    {
        var all = string.Concat(Encoding.UTF8.GetBytes(path).Select(b => $"%{b:x2}"));
        if (path.All(c => c is > ' ' and < '\u007f' and not '\\'))
            yield return path;
        yield return all;
        yield return all.ToUpperInvariant();
        yield return all.Replace("%", "%25", StringComparison.Ordinal);
        yield return all.Replace("%", "%2525", StringComparison.Ordinal);
        yield return all.Replace("%", "%252525", StringComparison.Ordinal);
        if (path.All(c => c is > ' ' and < '\u007f'))
        {
            yield return path.Replace("\\", "%5c", StringComparison.Ordinal).Replace("/", "%2f", StringComparison.Ordinal);
            yield return path.Replace("\\", "%5C", StringComparison.Ordinal).Replace(".", "%2e", StringComparison.Ordinal);
            yield return $"ok/{path.Replace("\\", "%5C", StringComparison.Ordinal).Replace(".", "%252E", StringComparison.Ordinal)}/";
        }
    }

    /// <summary>As bytes on a socket: a client library would tidy the address up first.</summary>
    private async Task<int> SendAsync(string method, string target, string body)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(server.Server.Address.Host, server.Server.Address.Port, Token);
        await using var stream = client.GetStream();
        var content = method == "PUT" ? $"Content-Length: {body.Length}\r\n\r\n{body}" : "\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"{method} /api/2.0/mlflow-artifacts/artifacts/{target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{content}"), Token);
        using var reader = new StreamReader(stream);
        var line = await reader.ReadLineAsync(Token) ?? throw new InvalidOperationException($"No answer to {method} {target}.");
        return int.Parse(line.Split(' ')[1]);
    }

    private static string[] Files(SakerHome home) => [.. Directory.GetFileSystemEntries(Path.GetDirectoryName(home.Folder)!, "*", SearchOption.AllDirectories)
        .Where(path => !Path.GetFileName(path).StartsWith("saker.db", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
}
