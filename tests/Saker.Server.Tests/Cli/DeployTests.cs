using Saker.Testing.Toys;

namespace Saker.Server.Tests.Cli;

/// <summary><c>saker deploy</c> tells whether the version can be served.</summary>
public sealed class DeployTests
{
    [Fact]
    public async Task Version_whose_files_were_changed_is_named_and_the_command_fails()
    {
        using var folder = new CliFolder();
        var graph = Path.Combine(folder.Path, "toy.onnx");
        await File.WriteAllBytesAsync(graph, ToyChurn.Graph().ToBytes(), TestContext.Current.CancellationToken);
        using (var imported = await SakerProcess.RunAsync(folder.Path, folder.Home, "models", "import", graph, "--name", "toy"))
            Assert.True(imported.ExitCode == 0, imported.Errors);
        var stored = Assert.Single(Directory.GetFiles(Path.Combine(folder.Home, "models"), "model.onnx", SearchOption.AllDirectories));
        File.SetAttributes(stored, FileAttributes.Normal);
        await File.AppendAllTextAsync(stored, "x", TestContext.Current.CancellationToken);

        using var saker = await SakerProcess.RunAsync(folder.Path, folder.Home, "deploy", "live", "toy/1");

        Assert.Equal(1, saker.ExitCode);
        Assert.Contains("live should serve toy/1 now, which cannot be loaded", saker.Errors, StringComparison.Ordinal);
        Assert.Contains("are not what was registered", saker.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_begins_beside_what_serves_is_said_and_what_cannot_be_loaded_is_taken_back()
    {
        using var folder = new CliFolder();
        var graph = Path.Combine(folder.Path, "toy.onnx");
        await File.WriteAllBytesAsync(graph, ToyChurn.Graph().ToBytes(), TestContext.Current.CancellationToken);
        await RunAsync(folder, "models", "import", graph, "--name", "toy");
        await RunAsync(folder, "deploy", "live", "toy/1");
        var first = Stored(folder);
        // The same graph with a note of its own (field 6), so that it is stored by itself.
        await File.AppendAllBytesAsync(graph, [0x32, 3, .. "new"u8], TestContext.Current.CancellationToken);
        await RunAsync(folder, "models", "import", graph, "--name", "toy");
        await RunAsync(folder, "models", "alias", "toy", "champion", "1");
        await RunAsync(folder, "rollouts", "policy", "live", "strategy=canary", "steps=1,50");
        Assert.Contains("live serves toy/1 and follows toy@champion", await RunAsync(folder, "deploy", "live", "toy@champion"), StringComparison.Ordinal);

        Assert.Contains("live: canary of toy/2 beside toy/1 is warming", await RunAsync(folder, "models", "alias", "toy", "champion", "2"), StringComparison.Ordinal);

        Assert.Contains("canary of toy/2, warming", await RunAsync(folder, "endpoints"), StringComparison.Ordinal);
        await RunAsync(folder, "rollouts", "cancel", "live");
        var second = Assert.Single(Stored(folder), file => !first.Contains(file));
        File.SetAttributes(second, FileAttributes.Normal);
        await File.AppendAllTextAsync(second, "x", TestContext.Current.CancellationToken);
        using var broken = await SakerProcess.RunAsync(folder.Path, folder.Home, "deploy", "live", "toy/2", "--strategy", "blue-green");
        Assert.Equal(1, broken.ExitCode);
        Assert.Contains("was cancelled: toy/1 goes on serving", broken.Errors, StringComparison.Ordinal);
        Assert.Contains("blue-green of toy/2 beside toy/1 is cancelled", await RunAsync(folder, "rollouts", "show", "live"), StringComparison.Ordinal);
    }

    private static string[] Stored(CliFolder folder) => Directory.GetFiles(Path.Combine(folder.Home, "models"), "model.onnx", SearchOption.AllDirectories);

    private static async Task<string> RunAsync(CliFolder folder, params string[] arguments)
    {
        using var saker = await SakerProcess.RunAsync(folder.Path, folder.Home, arguments);
        Assert.True(saker.ExitCode == 0, saker.Errors);
        return saker.Output;
    }
}
