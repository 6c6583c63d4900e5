using System.Diagnostics;
using System.Text.Json.Nodes;
using Saker.Server.Tests.Cli;

namespace Saker.Server.Tests.Http.Mlflow.Tracking;

/// <summary>The npm package mlflow, which shares no line with ours, asks all that it can ask. Needs node and what <c>npm ci</c> fetches.</summary>
public sealed class ForeignTrackingTests(TestServer server) : IClassFixture<TestServer>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Npm_client_mlflow_does_all_that_it_can()
    {
        RequireClient();
        var results = await RunAsync(server.Http.BaseAddress!.ToString().TrimEnd('/'));
        var id = results["created"]!.GetValue<string>();
        Assert.Contains(id, results["listed"]!.AsArray().Select(one => one!.GetValue<string>()));
        foreach (var empty in (string[])["updated", "tagged", "deleted", "restored", "metric", "parameter", "tag", "untag", "batch", "runDeleted", "runRestored"])
            MlflowClient.Same("{}", results[empty]!);
        Assert.Equal(("from node.js", "active"), (results["experiment"]!["name"]!.GetValue<string>(), results["experiment"]!["lifecycle_stage"]!.GetValue<string>()));
        MlflowClient.Same("""[{"key":"team","value":"web"}]""", results["experiment"]!["tags"]!);
        Assert.True(results["uuid"]!.GetValue<bool>());
        Assert.Equal("FINISHED", results["finished"]!.GetValue<string>());
        var data = results["data"]!;
        MlflowClient.Same("""[{"key":"loss","value":0.25,"timestamp":1700000000002,"step":1}]""", data["metrics"]!);
        MlflowClient.Same("""[{"key":"depth","value":"8"},{"key":"width","value":"2"}]""", data["params"]!);
        Assert.Equal(["kind", "mlflow.runName", "source"], data["tags"]!.AsArray().Select(tag => tag!["key"]!.GetValue<string>()));
        MlflowClient.Same("[0.5,0.25]", results["history"]!);
        Assert.Equal((400, "INVALID_PARAMETER_VALUE"), (results["refused"]!["status"]!.GetValue<int>(), results["refused"]!["data"]!["error_code"]!.GetValue<string>()));
        Assert.Equal((404, "RESOURCE_DOES_NOT_EXIST"), (results["unknown"]!["status"]!.GetValue<int>(), results["unknown"]!["data"]!["error_code"]!.GetValue<string>()));
        MlflowClient.Same("""[["9"],["8"]]""", results["found"]!);
        Assert.Null(results["lastPage"]);
        MlflowClient.Same("[true]", results["filtered"]!);
        MlflowClient.Same("{}", results["nothing"]!);
        Assert.Equal((400, "INVALID_PARAMETER_VALUE"), (results["badFilter"]!["status"]!.GetValue<int>(), results["badFilter"]!["data"]!["error_code"]!.GetValue<string>()));
        Assert.Null(results["noArtifacts"]!["files"]);
        Assert.True(results["root"]!.GetValue<bool>());
        MlflowClient.Same("""[{"path":"model","is_dir":true},{"path":"notes.txt","is_dir":false,"file_size":4}]""", results["artifacts"]!["files"]!);
        MlflowClient.Same("""[{"path":"model/MLmodel","is_dir":false,"file_size":4}]""", results["folder"]!);
    }

    private static async Task<JsonNode> RunAsync(string address)
    {
        var start = new ProcessStartInfo("node") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = CliFolder.Checkout };
        start.ArgumentList.Add(Path.Combine(CliFolder.Checkout, "tests", "Saker.Server.Tests", "Http", "Mlflow", "Tracking", "foreign-client.cjs"));
        start.ArgumentList.Add(address);
        using var process = Process.Start(start)!;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        limit.CancelAfter(TimeSpan.FromMinutes(3));
        await using var ended = limit.Token.Register(process.Kill);
        var errors = process.StandardError.ReadToEndAsync(limit.Token);
        var output = await process.StandardOutput.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);
        Assert.True(process.ExitCode == 0, await errors);
        return JsonNode.Parse(output)!;
    }

    // Where node looks for packages: in the repository, and where NODE_PATH says.
    private static void RequireClient()
    {
        string[] folders = [Path.Combine(CliFolder.Checkout, "node_modules"), .. (Environment.GetEnvironmentVariable("NODE_PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)];
        if (!folders.Any(folder => Directory.Exists(Path.Combine(folder, "mlflow"))))
            Assert.Skip("The npm package mlflow is not installed: run 'npm ci' in the repository.");
        var places = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        if (!places.Any(place => File.Exists(Path.Combine(place, OperatingSystem.IsWindows() ? "node.exe" : "node"))))
            Assert.Skip("There is no 'node' on the path.");
    }
}
