using System.Security.Cryptography;
using System.Text.Json;
using System.Xml.Linq;
using Saker.Testing.Toys;

namespace Saker.Server.Tests.Cli;

/// <summary>The files and commands of docs/gates.md, used as they stand there.</summary>
public sealed class GateDocumentTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Commands_of_the_document_do_what_it_says()
    {
        using var folder = new CliFolder();
        File.Copy(CliFolder.ChurnData, Path.Combine(folder.Path, "telco_churn.csv"));
        await File.WriteAllBytesAsync(Path.Combine(folder.Path, "other.onnx"), ToyChurn.Graph().ToBytes(), Token);
        folder.Write("churn.yaml", string.Join('\n', await DocumentedCommands.ReadAsync("gates.md", "pipeline")));
        folder.Write("strict.yaml", string.Join('\n', await DocumentedCommands.ReadAsync("gates.md", "gates")));
        var block = await DocumentedCommands.ReadAsync("gates.md", "commands");
        Assert.True(block.Count > 20, "The document has no commands.");
        await DocumentedCommands.RunAsync(folder, block);

        using var report = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder.Path, "report.json"), Token));
        Assert.True(report.RootElement.GetProperty("passed").GetBoolean());
        Assert.Equal("passed", report.RootElement.GetProperty("gates")[0].GetProperty("outcome").GetString());
        Assert.Equal("9", (string?)XDocument.Load(Path.Combine(folder.Path, "gates.xml")).Root!.Element("testsuite")!.Attribute("tests"));
        Assert.Contains("all gates are passed", await File.ReadAllTextAsync(Path.Combine(folder.Path, "gates.md"), Token), StringComparison.Ordinal);

        await FolderNeedsNoHomeAsync(folder);
        await UsageThatIsNotUnderstoodEndsWithTwoAsync(folder);
    }

    private static async Task FolderNeedsNoHomeAsync(CliFolder folder)
    {
        var model = Directory.EnumerateFiles(folder.Home, "model.onnx", SearchOption.AllDirectories).Select(file => Path.GetDirectoryName(file)!).First(candidate => File.Exists(Path.Combine(candidate, "evaluation.json")));
        var elsewhere = Path.Combine(folder.Path, "elsewhere");
        using var strict = await SakerProcess.RunAsync(folder.Path, elsewhere, "gate", model, "--gates", "strict.yaml", "--data", "telco_churn.csv");
        Assert.True(strict.ExitCode == 1, strict.Output + strict.Errors);
        using var champion = await SakerProcess.RunAsync(folder.Path, elsewhere, "gate", model, "--gates", "churn.yaml", "--data", "telco_churn.csv", "--champion", model);
        Assert.True(champion.ExitCode == 0, champion.Output + champion.Errors);
        Assert.False(Directory.Exists(elsewhere), "a home was made");
        using var broken = await SakerProcess.RunAsync(folder.Path, elsewhere, "gate", Broken(folder, model), "--gates", "strict.yaml", "--data", "telco_churn.csv");
        Assert.True(broken.ExitCode == 2, broken.Output + broken.Errors);
    }

    /// <summary>A model folder whose files are what it says, and whose graph no engine takes.</summary>
    private static string Broken(CliFolder folder, string model)
    {
        var broken = Directory.CreateDirectory(Path.Combine(folder.Path, "broken")).FullName;
        foreach (var file in Directory.EnumerateFiles(model))
            File.Copy(file, Path.Combine(broken, Path.GetFileName(file)));
        var (graph, manifest) = (Path.Combine(broken, "model.onnx"), Path.Combine(broken, "manifest.json"));
        var before = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(graph)));
        File.WriteAllText(graph, "no graph");
        File.WriteAllText(manifest, File.ReadAllText(manifest).Replace(before, Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(graph))), StringComparison.Ordinal));
        return broken;
    }

    private static async Task UsageThatIsNotUnderstoodEndsWithTwoAsync(CliFolder folder)
    {
        folder.Write("wrong.yaml", "gates: {scores: {roc: {min: 0.5}}, size: {}}\ntarget: {column: Churn, positive: \"Yes\"}\n");
        foreach (var arguments in new string[][] { ["gate"], ["gate", "churn/1"], ["gate", "churn/1", "--gates", "none.yaml", "--data", "telco_churn.csv"], ["gate", "./none", "--gates", "strict.yaml", "--data", "telco_churn.csv"], ["gate", "churn/1", "--gates", "wrong.yaml", "--data", "telco_churn.csv"] })
        {
            using var saker = await SakerProcess.RunAsync(folder.Path, folder.Home, arguments);
            Assert.True(saker.ExitCode == 2, $"{string.Join(' ', arguments)} ended with {saker.ExitCode}\n{saker.Output}\n{saker.Errors}");
        }
    }
}
