using Microsoft.Extensions.DependencyInjection;
using Saker.Platform;
using Saker.Platform.Artifacts;
using Saker.Platform.Experiments;
using Saker.Platform.Experiments.LoggedModels;
using Saker.Platform.Registry;
using Saker.Platform.Storage;
using Saker.Testing.Toys;

namespace Saker.Server.Tests.Cli;

/// <summary>The commands that import, export, verify and collect what is stored; those of docs/artifacts.md as they stand there.</summary>
public sealed class ArtifactCommandTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Commands_of_the_document_do_what_it_says()
    {
        using var folder = new CliFolder();
        SampleMlruns.Write(folder);
        var block = await DocumentedCommands.ReadAsync("artifacts.md", "commands");
        Assert.True(block.Count > 10, "The document has no commands.");
        await DocumentedCommands.RunAsync(folder, block);
    }

    [Fact]
    public async Task A_folder_of_mlflow_is_imported_once_and_a_run_exported_from_it_is_the_same_run_elsewhere()
    {
        using var folder = new CliFolder();
        using var imported = await SakerProcess.RunAsync(folder.Path, folder.Home, "import", "mlruns", SampleMlruns.Write(folder), "--json");
        Assert.True(imported.ExitCode == 0, imported.Errors);
        Assert.Equal([SampleMlruns.Run], imported.Json.GetProperty("runs").EnumerateArray().Select(run => run.GetString()!));
        using var again = await SakerProcess.RunAsync(folder.Path, folder.Home, "import", "mlruns", "mlruns", "--json");
        Assert.Equal((0, 1), (again.Json.GetProperty("runs").GetArrayLength(), again.Json.GetProperty("presentCount").GetInt32()));

        using var exported = await SakerProcess.RunAsync(folder.Path, folder.Home, "export", "run", SampleMlruns.Run[..8], "out", "--json");
        Assert.True(exported.ExitCode == 0, exported.Errors);
        var written = exported.Json.GetProperty("folder").GetString()!;
        Assert.Equal("flavors: {}\n", await File.ReadAllTextAsync(Path.Combine(written, "artifacts", "model", "MLmodel"), Token));
        Assert.Equal("6", (await File.ReadAllTextAsync(Path.Combine(written, "params", "depth"), Token)).Trim());
        var other = Path.Combine(folder.Path, "other");
        using var second = await SakerProcess.RunAsync(folder.Path, other, "import", "mlruns", "out");
        Assert.True(second.ExitCode == 0, second.Errors);
        var (here, there) = (await ReadAsync(folder.Home), await ReadAsync(other));
        Assert.Equal((here.Name, here.Status, here.StartedAt, here.EndedAt, here.Parameters["depth"], here.Metrics["loss"]), (there.Name, there.Status, there.StartedAt, there.EndedAt, there.Parameters["depth"], there.Metrics["loss"]));

        using var twice = await SakerProcess.RunAsync(folder.Path, folder.Home, "export", "run", SampleMlruns.Run, "out");
        Assert.Equal(1, twice.ExitCode);
        Assert.Contains("already", twice.Errors, StringComparison.Ordinal);
        using var nowhere = await SakerProcess.RunAsync(folder.Path, folder.Home, "import", "mlruns", "nowhere");
        Assert.Equal(1, nowhere.ExitCode);
        Assert.Contains("There is no folder 'nowhere'", nowhere.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_is_exported_and_what_was_changed_is_found_and_named()
    {
        using var folder = new CliFolder();
        var source = Path.Combine(folder.Path, "source");
        Directory.CreateDirectory(source);
        await File.WriteAllBytesAsync(Path.Combine(source, "model.onnx"), ToyChurn.Graph().ToBytes(), Token);
        await using (var saker = await OpenAsync(folder.Home))
        {
            await saker.Registry.RegisterAsync(new Registration { Model = "churn", Folder = source, Aliases = ["champion"] }, Token);
            await saker.Artifacts.PutAsync("notes/of mine", new MemoryStream("the truth"u8.ToArray()), Token);
        }
        using var exported = await SakerProcess.RunAsync(folder.Path, folder.Home, "export", "model", "churn@champion", "out", "--json");
        Assert.True(exported.ExitCode == 0, exported.Errors);
        Assert.Equal(1, exported.Json.GetProperty("version").GetInt32());
        Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(source, "model.onnx"), Token), await File.ReadAllBytesAsync(Path.Combine(folder.Path, "out", "model.onnx"), Token));
        using var full = await SakerProcess.RunAsync(folder.Path, folder.Home, "export", "model", "churn/1", "out");
        Assert.Contains("is not empty", full.Errors, StringComparison.Ordinal);

        using var whole = await SakerProcess.RunAsync(folder.Path, folder.Home, "artifacts", "verify");
        Assert.True(whole.ExitCode == 0, whole.Output);
        Assert.Contains("1 artifacts and 1 models", whole.Output, StringComparison.Ordinal);
        var blob = Directory.EnumerateFiles(Path.Combine(folder.Home, "blobs"), "*", SearchOption.AllDirectories).Single(file => new FileInfo(file).Length == 9);
        await File.WriteAllTextAsync(blob, "the tr0th", Token);
        using var broken = await SakerProcess.RunAsync(folder.Path, folder.Home, "artifacts", "verify");
        Assert.Equal(1, broken.ExitCode);
        Assert.Contains("'notes/of mine'", broken.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_deleted_is_listed_then_collected_and_the_audit_tells_it()
    {
        using var folder = new CliFolder();
        string run, model;
        await using (var saker = await OpenAsync(folder.Home))
        {
            var experiment = await saker.Experiments.GetOrCreateAsync("e", Token);
            run = (await saker.Experiments.StartRunAsync(experiment.Id, "r", null, Token)).Id.Value;
            var logged = saker.Services.GetRequiredService<ILoggedModelStore>();
            var made = await logged.CreateAsync(new LoggedModelCreation { Experiment = experiment.Id, Name = "m" }, Token);
            await saker.Artifacts.PutAsync($"{ArtifactPaths.FromUri(made.ArtifactUri)}/MLmodel", new MemoryStream([1, 2, 3]), Token);
            model = made.Id.Value;
            await saker.Runs.DeleteAsync(new RunId(run), Token);
            await logged.DeleteAsync(made.Id, Token);
        }
        using var young = await SakerProcess.RunAsync(folder.Path, folder.Home, "gc", "--json");
        Assert.Equal((false, 0), (young.Json.GetProperty("isDryRun").GetBoolean(), young.Json.GetProperty("runs").GetArrayLength()));
        using var planned = await SakerProcess.RunAsync(folder.Path, folder.Home, "gc", "--older-than", "0d", "--dry-run");
        Assert.Contains($"logged      {model}  m, 1 files, 3 bytes", planned.Output, StringComparison.Ordinal);
        Assert.Contains("would remove 1 runs, 1 logged models, 0 experiments", planned.Output, StringComparison.Ordinal);
        using var done = await SakerProcess.RunAsync(folder.Path, folder.Home, "gc", "--older-than", "0d", "--json");
        Assert.Equal(run, done.Json.GetProperty("runs")[0].GetProperty("run").GetString());
        Assert.Equal(model, done.Json.GetProperty("loggedModels")[0].GetProperty("model").GetString());
        using var audit = await SakerProcess.RunAsync(folder.Path, folder.Home, "audit", "--json");
        Assert.Equal(["home.gc", "home.gc"], audit.Json.EnumerateArray().Select(entry => entry.GetProperty("act").GetString()!));
        using var wrong = await SakerProcess.RunAsync(folder.Path, folder.Home, "gc", "--older-than", "soon");
        Assert.Equal(1, wrong.ExitCode);
        Assert.Contains("'soon' is no age; write 30d", wrong.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_are_no_larger_than_an_option_allows()
    {
        using var folder = new CliFolder();
        var path = SampleMlruns.Write(folder);
        using var refused = await SakerProcess.RunAsync(folder.Path, folder.Home, "import", "mlruns", path, "--max-artifact-bytes", "1.5KB");
        Assert.Contains("larger than 1500 bytes", refused.Output, StringComparison.Ordinal);
        using var taken = await SakerProcess.RunAsync(folder.Path, folder.Home, "import", "mlruns", path, "--max-artifact-bytes", "10GB", "--json");
        Assert.Equal(0, taken.Json.GetProperty("skipped").GetArrayLength());
        Assert.Equal(1, taken.Json.GetProperty("runs").GetArrayLength());
        foreach (var command in (string[])["up", "gc"])
        {
            using var wrong = await SakerProcess.RunAsync(folder.Path, folder.Home, command, "--max-artifact-bytes", "lots");
            Assert.NotEqual(0, wrong.ExitCode);
            Assert.Contains("'lots' is no size; write a number of bytes, or one such as 500MB or 10GiB.", wrong.Errors, StringComparison.Ordinal);
        }
    }

    private static async Task<SakerPlatform> OpenAsync(string home) => await SakerPlatform.OpenAsync(new HomeOptions { Folder = home }, Token);

    private static async Task<Run> ReadAsync(string home)
    {
        await using var saker = await OpenAsync(home);
        return (await saker.Experiments.FindRunAsync(new RunId(SampleMlruns.Run), Token))!;
    }
}
