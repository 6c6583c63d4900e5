using Saker.Testing.Toys;

namespace Saker.Server.Tests.Cli;

/// <summary>The commands of docs/rollouts.md, used as they stand there, beside a server of the same home.</summary>
public sealed class RolloutDocumentTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Commands_of_the_document_do_what_it_says()
    {
        using var folder = new CliFolder();
        foreach (var file in new[] { "churn.onnx", "churn-new.onnx" })
            await File.WriteAllBytesAsync(Path.Combine(folder.Path, file), ToyChurn.Graph().ToBytes(), Token);
        await RunAsync(folder, "begin");
        using var up = SakerProcess.Start(folder.Path, folder.Home, "up", "--port", "0");
        await up.ExpectAsync("listening on ");
        await RunAsync(folder, "canary");
        await UntilAsync(folder, "running");
        await RunAsync(folder, "acts");
        await RunAsync(folder, "plan");

        using var all = await SakerProcess.RunAsync(folder.Path, folder.Home, "rollouts", "list", "--json");
        Assert.Equal(["cancelled", "rolled-back", "promoted"], all.Json.EnumerateArray().Select(rollout => rollout.GetProperty("state").GetString()!));
        using var audit = await SakerProcess.RunAsync(folder.Path, folder.Home, "audit");
        Assert.Contains("customers complain", audit.Output, StringComparison.Ordinal);
        folder.Write("rollout.yaml", string.Join('\n', await DocumentedCommands.ReadAsync("rollouts.md", "more")));
        using var policy = await SakerProcess.RunAsync(folder.Path, folder.Home, "rollouts", "policy", "churn", "rollout.yaml");
        Assert.True(policy.ExitCode == 0, policy.Errors);
        using var changed = await SakerProcess.RunAsync(folder.Path, folder.Home, "rollouts", "policy", "churn", "min_time=2h");
        Assert.Contains("min_time: 2h", changed.Output, StringComparison.Ordinal);
        Assert.Contains("revenue:", changed.Output, StringComparison.Ordinal);
        using var off = await SakerProcess.RunAsync(folder.Path, folder.Home, "rollouts", "policy", "churn", "off");
        Assert.Contains("has no policy", off.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mistakes_are_told_all_at_once_and_what_was_watched_ends_with_a_code()
    {
        using var folder = new CliFolder();
        await File.WriteAllBytesAsync(Path.Combine(folder.Path, "churn.onnx"), ToyChurn.Graph().ToBytes(), Token);
        using (var imported = await SakerProcess.RunAsync(folder.Path, folder.Home, "models", "import", "churn.onnx", "--name", "churn"))
            Assert.Equal(0, imported.ExitCode);
        using var unnamed = await SakerProcess.RunAsync(folder.Path, folder.Home, "deploy");
        Assert.Equal((1, true), (unnamed.ExitCode, unnamed.Errors.Contains("Name the version", StringComparison.Ordinal)));
        using var wrong = await SakerProcess.RunAsync(folder.Path, folder.Home, "deploy", "churn/1", "--strategy", "cannary", "--min-time", "soon", "--set", "often=1");
        Assert.All(new[] { "strategy", "min_time", "often" }, key => Assert.Contains(key, wrong.Errors, StringComparison.Ordinal));
        using var alone = await SakerProcess.RunAsync(folder.Path, folder.Home, "deploy", "churn/1", "--steps", "10,100");
        Assert.Contains("serves nothing yet", alone.Errors, StringComparison.Ordinal);
        using var nobody = await SakerProcess.RunAsync(folder.Path, folder.Home, "rollouts", "show");
        Assert.Equal((1, true), (nobody.ExitCode, nobody.Errors.Contains("saker rollouts show churn", StringComparison.Ordinal)));
        using var elsewhere = await SakerProcess.RunAsync(folder.Path, folder.Home, "rollouts", "list", "--endpoint", "zz");
        Assert.Equal((1, true), (elsewhere.ExitCode, elsewhere.Errors.Contains("There is no endpoint 'zz'", StringComparison.Ordinal)));
        using var nothing = await SakerProcess.RunAsync(folder.Path, folder.Home, "rollouts", "show", "nobody");
        Assert.Equal((1, true), (nothing.ExitCode, nothing.Errors.Contains("There is no rollout 'nobody'", StringComparison.Ordinal)));

        using (var deployed = await SakerProcess.RunAsync(folder.Path, folder.Home, "deploy", "live", "churn/1"))
            Assert.Equal(0, deployed.ExitCode);
        // No server runs, so it stays as it is.
        using var waiting = await SakerProcess.RunAsync(folder.Path, folder.Home, "rollouts", "watch", "live", "--for", "1s");
        Assert.Equal((3, true), (waiting.ExitCode, waiting.Output.Contains("is warming", StringComparison.Ordinal)));
        using var up = SakerProcess.Start(folder.Path, folder.Home, "up", "--port", "0");
        using var watched = await SakerProcess.RunAsync(folder.Path, folder.Home, "rollouts", "watch", "live", "--for", "1m");
        Assert.Equal((0, true), (watched.ExitCode, watched.Output.Contains("is promoted", StringComparison.Ordinal)));
        using var over = await SakerProcess.RunAsync(folder.Path, folder.Home, "rollouts", "hold", "live");
        Assert.Equal((1, true), (over.ExitCode, over.Errors.Contains("it has ended", StringComparison.Ordinal)));
        using var local = await SakerProcess.RunAsync(folder.Path, folder.Home, "deploy", "plan", "live", "--requests-per-second", "10");
        Assert.True(local.ExitCode == 0, local.Errors);
    }

    private static async Task RunAsync(CliFolder folder, string example)
    {
        var block = await DocumentedCommands.ReadAsync("rollouts.md", example);
        Assert.True(block.Count > 2, $"The document has no example '{example}'.");
        await DocumentedCommands.RunAsync(folder, block);
    }

    private static async Task UntilAsync(CliFolder folder, string state)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(TimeSpan.FromMinutes(3));
        while (true)
        {
            using var shown = await SakerProcess.RunAsync(folder.Path, folder.Home, "rollouts", "show", "churn", "--json");
            if (shown.Json.GetProperty("state").GetString() == state)
                return;
            await Task.Delay(500, limit.Token);
        }
    }
}
