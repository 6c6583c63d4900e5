using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Saker.Data;
using Saker.Platform.Artifacts;
using Saker.Platform.Experiments;
using Saker.Platform.Registry;
using Saker.Platform.Serving.Lifecycle;
using Saker.Platform.Storage;
using Saker.Testing.Toys;

namespace Saker.Platform.Tests.Registry;

/// <summary>Versions registered from where clients say that their files are.</summary>
public sealed class ModelIntakeTests : IAsyncLifetime
{
    private readonly EmbeddedBackend _backend = new();
    private SakerPlatform _saker = null!;
    private Run _run = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IArtifactStore Artifacts => _saker.Services.GetRequiredService<IArtifactStore>();

    public async ValueTask InitializeAsync()
    {
        _saker = await _backend.OpenAsync();
        var experiment = await _saker.Experiments.GetOrCreateAsync("e", Cancellation);
        _run = await _saker.Experiments.StartRunAsync(experiment.Id, "r", null, Cancellation);
        await _saker.Registry.CreateAsync(new NewModel { Name = "churn" }, Cancellation);
    }

    public ValueTask DisposeAsync() => _backend.DisposeAsync();

    [Fact]
    public async Task Onnx_model_of_a_run_becomes_a_model_folder_that_is_served()
    {
        await LogAsync("model", "flavors:\n  onnx:\n    data: model.onnx\n    onnx_version: 1.16.0\n  python_function:\n    loader_module: mlflow.onnx\nsignature:\n  inputs: '[{\"type\": \"double\", \"name\": \"x\"}]'\n", ToyChurn.Graph().ToBytes());
        var version = await RegisterAsync($"runs:/{_run.Id}/model");

        Assert.True(version.HasFiles, version.FilesReason);
        Assert.Equal(_run.Id, version.Run);
        Assert.Equal(ArtifactPaths.ToUri($"{ArtifactPaths.OfRun(_run.ExperimentId.Value, _run.Id.Value)}/model"), version.StorageUri);
        Assert.Equal("1.0.0", version.Semantic.ToString());
        await _saker.Endpoints.DeployAsync("live", "churn", 1, Cancellation);
        await _saker.Host.RefreshAsync(Cancellation);
        Assert.True(_saker.Host.Get("live").IsServing, _saker.Host.Get("live").Reason);

        var copy = await RegisterAsync("models:/churn/1");
        Assert.Equal((version.Hash, new ParentVersion("churn", 1), _run.Id), (copy.Hash, copy.Parent, copy.Run));
        Assert.Equal("churn/1", (await _saker.Lineage.GetAsync(copy, Cancellation)).Parent!.Version.Reference);
    }

    [Theory]
    [InlineData("flavors:\n  sklearn:\n    pickled_model: model.pkl\n", "the flavors sklearn")]
    [InlineData("flavors:\n  onnx:\n    data: ../model.onnx\n", "names no file below its own folder")]
    [InlineData("flavors:\n  onnx:\n    data: other.onnx\n", "is not there")]
    [InlineData("flavors:\n  onnx:\n    data: model.onnx\n", "cannot be served")]
    [InlineData("a: [", "MLmodel")]
    [InlineData("flavors: &x {onnx: *x}\n", "")]
    [InlineData("other: 1\n", "names no flavors")]
    public async Task What_cannot_be_loaded_is_registered_with_the_reason(string mlmodel, string reason)
    {
        await LogAsync("model", mlmodel, Encoding.UTF8.GetBytes("no graph"));
        var version = await RegisterAsync($"runs:/{_run.Id}/model");
        Assert.False(version.HasFiles);
        Assert.NotNull(version.FilesReason);
        if (!mlmodel.StartsWith("a: [", StringComparison.Ordinal))
            Assert.Contains(reason, version.FilesReason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("s3://bucket/model", "'s3:'")]
    [InlineData("mlflow-artifacts:/0/none/artifacts/model", "no file MLmodel")]
    public async Task Source_without_files_here_is_registered_with_the_reason(string source, string reason)
    {
        var version = await RegisterAsync(source);
        Assert.False(version.HasFiles);
        Assert.Equal(source, version.Source);
        Assert.Contains(reason, version.FilesReason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("file:///etc")]
    [InlineData("file://host/etc")]
    [InlineData("etc")]
    [InlineData("../../etc")]
    [InlineData("C:\\x")]
    [InlineData("mlflow-artifacts:/0/../../etc")]
    [InlineData("mlflow-artifacts:/0/%2e%2e/etc")]
    [InlineData("models:/churn")]
    public async Task Local_path_and_path_upwards_are_refused(string source)
    {
        await Failures.OfAsync(ErrorKind.InvalidInput, () => RegisterAsync(source));
        await Failures.OfAsync(ErrorKind.InvalidInput, () => RegisterAsync(source, _run.Id));
        Assert.Empty((await _saker.Registry.FindAsync("churn", Cancellation))!.Versions);
    }

    [Fact]
    public async Task Unknown_model_or_version_is_not_found()
    {
        await Failures.OfAsync(ErrorKind.NotFound, () => _saker.Services.GetRequiredService<ModelIntake>().RegisterAsync(new Registration { Model = "none", Folder = null, MakesModel = false, Source = "s3://a/b" }, Cancellation));
        await Failures.OfAsync(ErrorKind.NotFound, () => RegisterAsync("models:/churn/7"));
        await Failures.OfAsync(ErrorKind.NotFound, () => RegisterAsync("models:/churn@champion"));
        await Failures.OfAsync(ErrorKind.NotFound, () => RegisterAsync("models:/churn/Production"));
    }

    [Fact]
    public async Task Unknown_run_or_logged_model_is_not_found()
    {
        var none = new RunId("00000000000000000000000000000000");
        Assert.Contains($"Run with id={none.Value} not found", (await Failures.OfAsync(ErrorKind.NotFound, () => RegisterAsync($"runs:/{none.Value}/model"))).Message, StringComparison.Ordinal);
        Assert.Contains(none.Value, (await Failures.OfAsync(ErrorKind.NotFound, () => RegisterAsync("s3://bucket/model", none))).Message, StringComparison.Ordinal);
        Assert.Contains("'m-nope'", (await Failures.OfAsync(ErrorKind.NotFound, () => RegisterAsync("models:/m-nope"))).Message, StringComparison.Ordinal);
        Assert.Empty((await _saker.Registry.FindAsync("churn", Cancellation))!.Versions);
    }

    [Fact]
    public async Task Files_that_somebody_changed_on_disk_are_not_copied_into_another_version()
    {
        using var source = new ModelSource("true");
        var first = await _saker.Registry.RegisterAsync(new Registration { Model = "churn", Folder = source.Folder }, Cancellation);
        await File.WriteAllTextAsync(Directory.EnumerateFiles(first.Folder!).First(), "false", Cancellation);
        var copy = await RegisterAsync("models:/churn/1");
        Assert.Equal(first.Hash, copy.Hash);
        Assert.Equal(first.Hash, await FolderHash.ComputeAsync(copy.Folder!, Cancellation));

        Directory.Delete(first.Folder!, recursive: true);
        Assert.Equal(first.Hash, (await RegisterAsync("models:/churn/1")).Hash);
    }

    [Theory]
    [InlineData("RUNS:/")]
    [InlineData("Runs:/a/b")]
    public async Task Place_of_artifacts_that_refers_to_runs_is_refused_in_any_case(string location)
    {
        await Failures.OfAsync(ErrorKind.InvalidInput, () => _saker.Experiments.CreateAsync(new ExperimentCreation { Name = "loop", ArtifactLocation = location }, Cancellation));
    }

    [Fact]
    public async Task Run_whose_artifacts_are_said_to_be_those_of_a_run_ends_in_a_message()
    {
        await _saker.Services.GetRequiredService<Database>().WriteAsync(session => session.ExecuteAsync("UPDATE runs SET artifact_uri = @uri WHERE id = @id", new { uri = $"RUNS:/{_run.Id}/artifacts", id = _run.Id.Value }), Cancellation);
        var failure = await Failures.OfAsync(ErrorKind.InvalidInput, () => RegisterAsync($"runs:/{_run.Id}/model"));
        Assert.Contains("a reference and no place", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_of_a_version_have_an_address_of_their_own_that_can_only_be_read()
    {
        await _saker.Registry.CreateAsync(new NewModel { Name = "a#b 50%" }, Cancellation);
        using var source = new ModelSource("content");
        var version = await _saker.Registry.RegisterAsync(new Registration { Model = "a#b 50%", Folder = source.Folder }, Cancellation);
        var files = _saker.Services.GetRequiredService<VersionArtifacts>();
        Assert.Equal("mlflow-artifacts:/registered-models/a%23b%2050%25/1", VersionArtifacts.ToUri(version));
        foreach (var path in new[] { "registered-models/a#b 50%/1", "registered-models/a%23b%2050%25/1" })
        {
            var listed = await files.ListAsync(path, Cancellation);
            Assert.Equal(Directory.EnumerateFileSystemEntries(source.Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal), listed.Select(entry => entry.Path[(path.Length + 1)..]));
            var file = listed.First(entry => !entry.IsFolder);
            await using var content = await files.OpenAsync(file.Path, Cancellation);
            Assert.Equal(file.ByteCount, content.Length);
        }
        foreach (var none in new[] { "registered-models", "registered-models/none/1", "registered-models/a#b 50%/2", "registered-models/a#b 50%/x", "registered-models/a\0b/1", "registered-models/../1", "registered-models/a%2Fb/1" })
            await Failures.OfAsync(ErrorKind.NotFound, () => files.ListAsync(none, Cancellation));
        Assert.Equal(version.Hash, (await RegisterAsync(VersionArtifacts.ToUri(version))).Hash);
    }

    [Fact]
    public async Task Card_tells_where_a_version_comes_from_and_escapes_what_clients_wrote()
    {
        await _saker.Experiments.LogAsync(_run.Id, new RunEntries { Parameters = new Dictionary<string, string> { ["depth"] = "<b>3</b>" }, Metrics = [new Metric("auc", 0.75, 0, DateTimeOffset.UnixEpoch)] }, Cancellation);
        var version = await RegisterAsync("s3://bucket/model", _run.Id);
        await _saker.Registry.MoveAliasAsync(new AliasChange { Model = "churn", Alias = "champion", Version = 1, Evidence = "it | wins" }, Cancellation);
        var card = await _saker.Cards.WriteAsync(await _saker.Registry.ResolveAsync("churn/1", Cancellation), Cancellation);
        Assert.Contains("# churn/1", card, StringComparison.Ordinal);
        Assert.Contains("| auc | 0.75 |", card, StringComparison.Ordinal);
        Assert.Contains(@"| depth | \<b\>3\</b\> |", card, StringComparison.Ordinal);
        Assert.Contains($"Run `{_run.Id}`, r.", card, StringComparison.Ordinal);
        Assert.Contains(@"it \| wins", card, StringComparison.Ordinal);
        Assert.Equal(0.75, version.Scores["auc"]);
        Assert.Equal(0.75, (await _saker.Registry.ListAliasMovesAsync("churn", Cancellation))[0].ToScores!["auc"]);
    }

    private async Task LogAsync(string folder, string mlmodel, byte[] graph)
    {
        var path = $"{ArtifactPaths.OfRun(_run.ExperimentId.Value, _run.Id.Value)}/{folder}";
        await Artifacts.PutAsync($"{path}/MLmodel", new MemoryStream(Encoding.UTF8.GetBytes(mlmodel)), Cancellation);
        await Artifacts.PutAsync($"{path}/model.onnx", new MemoryStream(graph), Cancellation);
    }

    private Task<ModelVersion> RegisterAsync(string source, RunId? run = null) =>
        _saker.Services.GetRequiredService<ModelIntake>().RegisterAsync(new Registration { Model = "churn", Folder = null, MakesModel = false, Source = source, Run = run }, Cancellation);
}
