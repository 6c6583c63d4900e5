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
}
