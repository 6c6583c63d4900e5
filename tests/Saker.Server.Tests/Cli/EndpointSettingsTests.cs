using Saker.Platform.Serving.Settings;
using Saker.Testing.Toys;

namespace Saker.Server.Tests.Cli;

public sealed class EndpointSettingsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Settings_are_shown_changed_replaced_and_reset_on_the_home_and_the_audit_tells_it()
    {
        using var folder = new CliFolder();
        await DeployAsync(folder);
        Assert.Equal(EndpointSettings.Default, EndpointSettingsText.ReadYaml(await RunAsync(folder, "settings", "toy")));

        Assert.Equal(
            ["toy: cache.enabled: false -> true", "toy: guard.out_of_range: allow -> clip"],
            (await RunAsync(folder, "settings", "toy", "--set", "guard.out_of_range=clip", "--set", "cache.enabled=true")).TrimEnd().Split('\n'));
        Assert.Equal("toy: nothing changed", (await RunAsync(folder, "settings", "toy", "--set", "cache.enabled=true")).TrimEnd());
        using var shown = await SakerProcess.RunAsync(folder.Path, folder.Home, "endpoints", "settings", "toy", "--json");
        Assert.Equal("clip", shown.Json.GetProperty("guard").GetProperty("outOfRange").GetString());

        var file = folder.Write("settings.yaml", "batching: {max_rows: 12}\nrollout: {strategy: shadow}\n");
        await RunAsync(folder, "settings", "toy", "--file", file);
        Assert.Equal(new EndpointSettings { Batching = new BatchingSettings { MaxRows = 12 } }, EndpointSettingsText.ReadYaml(await RunAsync(folder, "settings", "toy")));
        Assert.Equal("toy: batching.max_rows: 12 -> 64", (await RunAsync(folder, "settings", "toy", "--reset")).TrimEnd());

        await RunAsync(folder, "remove", "toy");
        using var audit = await SakerProcess.RunAsync(folder.Path, folder.Home, "audit", "--json");
        var entries = audit.Json.EnumerateArray().Select(entry => (Act: entry.GetProperty("act").GetString(), Target: entry.GetProperty("target").GetString(), Detail: entry.GetProperty("detail").GetString()!)).ToList();
        Assert.Equal(
            ["endpoint.remove toy", "endpoint.settings toy", "rollout.policy toy", "endpoint.settings toy", "endpoint.settings toy", "endpoint.settings toy", "endpoint.deploy toy to toy/1", "alias.move toy@best to toy/1", "model.import toy/1"],
            entries.Select(entry => $"{entry.Act} {entry.Target}"));
        Assert.EndsWith(": cache.enabled: false -> true, guard.out_of_range: allow -> clip", entries[5].Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("There is no endpoint 'none'. `saker endpoints` lists them.", "none")]
    [InlineData("There is no endpoint 'none'", "none", "--set", "cache.enabled=true")]
    [InlineData("guard.out_of_range", "toy", "--set", "guard.out_of_range=chop", "--set", "cache.nope=1")]
    [InlineData("cache.nope", "toy", "--set", "guard.out_of_range=chop", "--set", "cache.nope=1")]
    [InlineData("line 2, guard.out_of_range", "toy", "--file", "broken.yaml")]
    [InlineData("cannot be read", "toy", "--file", "none.yaml")]
    [InlineData("is no address of a server", "toy", "--server", "localhost:5080")]
    [InlineData("say different things", "toy", "--reset", "--set", "cache.enabled=true")]
    public async Task What_is_not_possible_is_refused_and_changes_nothing(string reason, params string[] arguments)
    {
        using var folder = new CliFolder();
        await DeployAsync(folder);
        folder.Write("broken.yaml", "guard:\n  out_of_range: chop\n");

        using var saker = await SakerProcess.RunAsync(folder.Path, folder.Home, ["endpoints", "settings", .. arguments]);

        Assert.NotEqual(0, saker.ExitCode);
        Assert.Contains(reason, saker.Errors, StringComparison.Ordinal);
        Assert.Equal(EndpointSettings.Default, EndpointSettingsText.ReadYaml(await RunAsync(folder, "settings", "toy")));
    }

    [Fact]
    public async Task Settings_of_a_running_server_are_shown_and_changed()
    {
        await using var server = new TestServer();
        await server.InitializeAsync();
        using var folder = new CliFolder();
        var address = server.Server.Address.ToString();
        Assert.Equal(EndpointSettings.Default, EndpointSettingsText.ReadYaml(await RunAsync(folder, "settings", "churn", "--server", address)));

        Assert.Equal(
            ["churn: cache.enabled: false -> true", "churn: fallback.constant: off -> on", "churn: fallback.constant.outputs.label: none -> No", "churn: fallback.constant.outputs.probability: none -> 0.2"],
            (await RunAsync(folder, "settings", "churn", "--server", address, "--set", "fallback.constant.outputs.probability=0.2", "--set", "fallback.constant.outputs.label=No", "--set", "cache.enabled=true")).TrimEnd().Split('\n'));
        var file = folder.Write("settings.yaml", "queue: {timeout: 5s}\nrollout: {strategy: shadow}\n");
        using var replaced = await SakerProcess.RunAsync(folder.Path, folder.Home, "endpoints", "settings", "churn", "--server", address, "--file", file, "--json");
        Assert.Equal("5s", replaced.Json.GetProperty("queue").GetProperty("timeout").GetString());
        Assert.Equal("5s", (await server.Client.GetEndpointSettingsAsync("churn", Token)).Queue!.Timeout);
        Assert.Equal("shadow", (await server.Client.Rollouts.GetPolicyAsync("churn", Token)).Strategy);
        using var wrong = await SakerProcess.RunAsync(folder.Path, folder.Home, "endpoints", "settings", "churn", "--server", address, "--set", "guard.nope=1");
        Assert.Contains("guard.nope", wrong.Errors, StringComparison.Ordinal);
        await RunAsync(folder, "settings", "churn", "--server", address, "--reset");
        Assert.Contains("churn/1", await RunAsync(folder, "--server", address), StringComparison.Ordinal);
        Assert.Equal("30s", (await server.Client.GetEndpointSettingsAsync("churn", Token)).Queue!.Timeout);
    }

    private static async Task DeployAsync(CliFolder folder)
    {
        var graph = Path.Combine(folder.Path, "toy.onnx");
        await File.WriteAllBytesAsync(graph, ToyChurn.Graph().ToBytes(), Token);
        string[][] commands = [["models", "import", graph, "--name", "toy"], ["models", "alias", "toy", "best", "1"], ["deploy", "toy", "toy/1"]];
        foreach (var command in commands)
        {
            using var saker = await SakerProcess.RunAsync(folder.Path, folder.Home, command);
            Assert.True(saker.ExitCode == 0, saker.Errors);
        }
    }

    private static async Task<string> RunAsync(CliFolder folder, params string[] arguments)
    {
        using var saker = await SakerProcess.RunAsync(folder.Path, folder.Home, ["endpoints", .. arguments]);
        Assert.True(saker.ExitCode == 0, saker.Errors);
        return saker.Output;
    }
}
