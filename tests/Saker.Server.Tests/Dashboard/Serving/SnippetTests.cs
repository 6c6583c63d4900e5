using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using Saker.Platform.Identity;
using Saker.Server.Tests.Cli;
using Saker.Server.Tests.Http.Access;

namespace Saker.Server.Tests.Dashboard.Serving;

/// <summary>The code on an endpoint's page is run as it stands there, against the server that asks for keys.</summary>
public sealed class SnippetTests(GuardedServer server) : IClassFixture<GuardedServer>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("curl", "bash", "probability")]
    [InlineData("infer", "bash", "outputs")]
    [InlineData("python", "python3", "probability")]
    [InlineData("requests", "python3", "probability")]
    [InlineData("grpc", "node", "probability")]
    public async Task A_snippet_is_answered(string snippet, string program, string expected)
    {
        Require(program == "bash" ? "curl" : program);
        var folder = Directory.CreateTempSubdirectory("saker-snippet-");
        try
        {
            var file = Path.Combine(folder.FullName, program == "node" ? "snippet.cjs" : "snippet");
            await File.WriteAllTextAsync(file, await CodeAsync(snippet), Token);
            File.Copy(Path.Combine(CliFolder.Checkout, "src", "Saker.OpenInference", "Messages", "inference.proto"), Path.Combine(folder.FullName, "inference.proto"));
            // What the package does of it, with nothing but Python itself.
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "requests.py"), Requests, Token);
            Assert.Contains(expected, await RunAsync(program, file, folder.FullName), StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task The_csharp_of_the_page_is_what_is_compiled_here()
    {
        var code = (await CodeAsync("csharp")).Split('\n');
        Assert.Equal("using Saker.Client;", code[0]);
        var copy = (await File.ReadAllLinesAsync(Path.Combine(CliFolder.Checkout, "tests", "Saker.Server.Tests", "Dashboard", "Serving", "CompiledSnippet.cs"), Token))
            .SkipWhile(line => !line.Contains("RunAsync", StringComparison.Ordinal)).Skip(2).TakeWhile(line => line != "    }").Select(line => line[8..]);
        Assert.Equal(Frame(copy), Frame(code.Skip(2)).Select(line => Regex.Replace(line, "http://[^/]+/", "http://127.0.0.1:5080/")));
        // Values are literals of the kinds that the copy has.
        Assert.All(code.Where(line => line.StartsWith("    [", StringComparison.Ordinal)), line => Assert.Matches("""^    \["[^"]+"\] = (true|false|null|-?[0-9]+(\.[0-9]+)?(E[+-]?[0-9]+)?|"([^"\\]|\\["\\]|\\u[0-9a-f]{4})*"),$""", line));

        static List<string> Frame(IEnumerable<string> lines) => [.. lines.Select(line => line.TrimEnd()).Where(line => !line.StartsWith("    [", StringComparison.Ordinal))];
    }

    [Fact]
    public async Task Values_that_could_break_out_of_the_code_are_texts_in_it()
    {
        const string evil = "'; touch /tmp/no; \"\\ \u2028 $(id) ${x} é 🦅";
        var code = await CodeAsync("python", "?in.Contract=" + Uri.EscapeDataString(evil));
        Assert.Contains("\"'; touch /tmp/no; \\\"\\\\ \\u2028 $(id) ${x} é 🦅\"", code, StringComparison.Ordinal);
        Assert.Contains(@"'\''; touch /tmp/no;", await CodeAsync("curl", "?in.Contract=" + Uri.EscapeDataString(evil)), StringComparison.Ordinal);
    }

    private const string Requests =
        """
        import json as _json
        import urllib.request

        class _Answer:
            def __init__(self, status, body): self.status, self.body = status, body
            def raise_for_status(self): assert self.status == 200
            def json(self): return _json.loads(self.body)

        def post(url, json, headers=None, timeout=None):
            request = urllib.request.Request(url, data=_json.dumps(json).encode(), headers={"Content-Type": "application/json", **(headers or {})})
            with urllib.request.urlopen(request, timeout=timeout) as answer:
                return _Answer(answer.status, answer.read())
        """;

    private async Task<string> CodeAsync(string snippet, string query = "")
    {
        using var http = server.As(Role.Viewer);
        var html = await http.GetStringAsync("/endpoints/churn/code" + query, Token);
        var match = Regex.Match(html, $"<code id=\"{snippet}\"[^>]*>(.*?)</code>", RegexOptions.Singleline);
        Assert.True(match.Success, $"There is no snippet '{snippet}'.");
        return WebUtility.HtmlDecode(match.Groups[1].Value);
    }

    private async Task<string> RunAsync(string program, string file, string folder)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        start.ArgumentList.Add(file);
        start.Environment["SAKER_KEY"] = server.Key(Role.User).Text;
        start.Environment["PYTHONPATH"] = folder;
        start.Environment["NODE_PATH"] = Path.Combine(CliFolder.Checkout, "node_modules") + Path.PathSeparator + Environment.GetEnvironmentVariable("NODE_PATH");
        using var process = Process.Start(start)!;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(TimeSpan.FromMinutes(3));
        await using var ended = limit.Token.Register(process.Kill);
        var errors = process.StandardError.ReadToEndAsync(limit.Token);
        var output = await process.StandardOutput.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);
        Assert.True(process.ExitCode == 0, await errors);
        return output;
    }

    private static void Require(string program)
    {
        if (!(Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(place => File.Exists(Path.Combine(place, program))))
            Assert.Skip($"There is no '{program}' on the path.");
    }
}
