using System.Diagnostics;
using System.Text.Json;
using Saker.Server.Tests.Cli;

namespace Saker.Server.Tests.Grpc;

/// <summary>The same server asked by grpc-js, which shares no line with ours. Needs node and what <c>npm ci</c> fetches.</summary>
public sealed class ForeignClientTests(GrpcServer server) : IClassFixture<GrpcServer>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Grpc_js_is_answered_without_TLS()
    {
        RequireClient();
        Check(await RunAsync(server.Server.Server.GrpcAddress, certificate: null));
    }

    [Fact]
    public async Task Grpc_js_is_answered_with_TLS()
    {
        RequireClient();
        var folder = Directory.CreateTempSubdirectory("saker-tls-");
        try
        {
            SelfMadeCertificate.Write(folder.FullName).Dispose();
            await using var secure = new GrpcServer { Options = options => options with { Certificate = Path.Combine(folder.FullName, "server.pem") } };
            await secure.InitializeAsync();
            Check(await RunAsync(secure.Server.Server.GrpcAddress, Path.Combine(folder.FullName, "server.crt")));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Check(JsonElement results)
    {
        Assert.True(results.GetProperty("live").GetBoolean());
        Assert.Equal("FP32", results.GetProperty("metadata")[0].GetProperty("datatype").GetString());
        foreach (var echo in (ReadOnlySpan<string>)["small", "large", "packed"])
            Assert.True(results.GetProperty(echo).GetBoolean(), echo);
        Assert.Equal(Enumerable.Range(0, 20).Select(i => i / 4.0), results.GetProperty("typed").EnumerateArray().Select(value => value.GetDouble()));
        Assert.Equal((5, true), Failure(results.GetProperty("unknown"), "größe"));
        Assert.Equal((3, true), Failure(results.GetProperty("wrong"), "has 1 raw bytes"));
        Assert.Equal(4, results.GetProperty("expired").GetProperty("code").GetInt32());
        Assert.Equal("SERVING", results.GetProperty("health").GetString());
        Assert.Equal("SERVING", results.GetProperty("watch").GetString());
        Assert.Equal(0, results.GetProperty("stream").GetProperty("code").GetInt32());
        Assert.Equal(Enumerable.Range(0, 20).Select(i => i == 3 ? "r3 failed" : $"r{i}"), results.GetProperty("stream").GetProperty("answers").EnumerateArray().Select(id => id.GetString()));
    }

    private static (int Code, bool IsSaid) Failure(JsonElement failure, string expected) =>
        (failure.GetProperty("code").GetInt32(), failure.GetProperty("details").GetString()!.Contains(expected, StringComparison.Ordinal));

    private static async Task<JsonElement> RunAsync(Uri address, string? certificate)
    {
        var start = new ProcessStartInfo("node") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = CliFolder.Checkout };
        start.ArgumentList.Add(Path.Combine(CliFolder.Checkout, "tests", "Saker.Server.Tests", "Grpc", "foreign-client.cjs"));
        start.ArgumentList.Add(address.Authority);
        start.ArgumentList.Add(Path.Combine(CliFolder.Checkout, "src", "Saker.OpenInference", "Messages"));
        if (certificate is not null)
            start.ArgumentList.Add(certificate);
        using var process = Process.Start(start)!;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(TimeSpan.FromMinutes(3));
        await using var ended = limit.Token.Register(process.Kill);
        var errors = process.StandardError.ReadToEndAsync(limit.Token);
        var output = await process.StandardOutput.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);
        Assert.True(process.ExitCode == 0, await errors);
        return JsonDocument.Parse(output).RootElement;
    }

    // Where node looks for packages: in the repository, and where NODE_PATH says.
    private static void RequireClient()
    {
        string[] folders = [Path.Combine(CliFolder.Checkout, "node_modules"), .. (Environment.GetEnvironmentVariable("NODE_PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)];
        if (!folders.Any(folder => Directory.Exists(Path.Combine(folder, "@grpc", "grpc-js"))))
            Assert.Skip("The npm package @grpc/grpc-js is not installed: run 'npm ci' in the repository.");
        var places = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        if (!places.Any(place => File.Exists(Path.Combine(place, OperatingSystem.IsWindows() ? "node.exe" : "node"))))
            Assert.Skip("There is no 'node' on the path.");
    }
}
