using Microsoft.Extensions.DependencyInjection;
using Saker.Data;
using Saker.Platform.Artifacts;
using Saker.Platform.Exchange;
using Saker.Platform.Experiments;
using Saker.Platform.Experiments.LoggedModels;
using Saker.Platform.Registry;
using Saker.Platform.Tests.Registry;

namespace Saker.Platform.Tests.Exchange;

public sealed class MlrunsTests : EmbeddedTests
{
    [Fact]
    public async Task A_folder_of_MLflow_is_imported_with_all_that_is_in_it_and_what_is_left_out_is_named()
    {
        using var sample = new MlrunsSample();
        var report = await Saker.MlrunsImport.ImportAsync(sample.Path, Cancellation);

        Assert.Equal(["churn: tuning"], report.Experiments);
        Assert.Equal([MlrunsSample.FinishedRun, MlrunsSample.DeletedRun], report.Runs);
        Assert.Equal(["churn/1"], report.Models);
        Assert.Equal(["417/broken", "417/lines", "models/churn/version-2"], report.Skipped.Select(skip => skip.Path));
        Assert.Contains("tags are not read here", report.Skipped[0].Reason, StringComparison.Ordinal);
        Assert.Contains("Line 1", report.Skipped[1].Reason, StringComparison.Ordinal);
        Assert.Contains("neither the run nor the logged model", report.Skipped[2].Reason, StringComparison.Ordinal);

        var experiment = (await Saker.Experiments.FindByNameAsync("churn: tuning", Cancellation))!;
        Assert.Equal("ana", experiment.Tags["owner"]);
        var run = (await Saker.Experiments.FindRunAsync(new RunId(MlrunsSample.FinishedRun), Cancellation))!;
        Assert.Equal(("shy-hog-1", "me", RunStatus.Finished, Lifecycle.Active), (run.Name, run.UserId, run.Status, run.Lifecycle));
        Assert.Equal((1700000000500, 1700000009000), (run.StartedAt.ToUnixTimeMilliseconds(), run.EndedAt!.Value.ToUnixTimeMilliseconds()));
        Assert.Equal(new Dictionary<string, string> { ["model/depth"] = "6", ["note"] = "two\nlines" }, run.Parameters);
        var losses = await Saker.Experiments.GetHistoryAsync(run.Id, "loss", Cancellation);
        Assert.Equal([(0.5, 0L, 1700000001000), (0.25, 1, 1700000002000), (double.NaN, 2, 1700000003000)], losses.Select(metric => (metric.Value, metric.Step, metric.LoggedAt.ToUnixTimeMilliseconds())));
        Assert.Equal(0.75, run.Metrics["val/auc"]);
        var input = Assert.Single(run.Inputs.Datasets);
        Assert.Equal(("churn.csv", "f9e1", "training"), (input.Dataset.Name, input.Dataset.Digest, input.Context));
        Assert.Equal(2, (await Saker.Artifacts.ListAsync($"{ArtifactPaths.FromUri(run.ArtifactUri)}/model", Cancellation)).Count);
        Assert.Equal(Lifecycle.Deleted, (await Saker.Experiments.FindRunAsync(new RunId(MlrunsSample.DeletedRun), Cancellation))!.Lifecycle);
        Assert.Equal(run.Id, (await Saker.Registry.ResolveAsync("churn@champion", Cancellation)).Run);
    }

    [Fact]
    public async Task Logged_models_of_MLflow_3_come_with_their_files_their_metrics_and_the_versions_made_of_them()
    {
        using var sample = new MlrunsSample();
        sample.WriteLoggedModel();
        var report = await Saker.MlrunsImport.ImportAsync(sample.Path, Cancellation);
        Assert.Equal([MlrunsSample.LoggedModel], report.LoggedModels);
        Assert.Equal(["churn/1", "churn/2"], report.Models);

        var model = (await Saker.LoggedModels.FindAsync(new LoggedModelId(MlrunsSample.LoggedModel), Cancellation))!;
        Assert.Equal(("net", "onnx", LoggedModelStatus.Ready, MlrunsSample.FinishedRun, 1700000002000), (model.Name, model.ModelType, model.Status, model.SourceRun!.Value.Value, model.CreatedAt.ToUnixTimeMilliseconds()));
        Assert.Equal("3", model.Parameters["layers"]);
        Assert.Equal("risk", model.Tags["team"]);
        var metric = Assert.Single(model.Metrics);
        Assert.Equal((MlrunsSample.FinishedRun, "loss", 0.25, 1L, "churn.csv", "f9e1"), (metric.Run.Value, metric.Metric.Key, metric.Metric.Value, metric.Metric.Step, metric.Metric.DatasetName, metric.Metric.DatasetDigest));
        Assert.Equal([("churn", 2)], model.Registrations);
        // The point is there once, as in the run's own file.
        Assert.Equal(3, (await Saker.Experiments.GetHistoryAsync(new RunId(MlrunsSample.FinishedRun), "loss", Cancellation)).Count);
        Assert.Equal([(MlrunsSample.LoggedModel, 4L)], (await Saker.Experiments.FindRunAsync(new RunId(MlrunsSample.FinishedRun), Cancellation))!.Outputs.Select(output => (output.ModelId, output.Step)));
        Assert.Equal(2, (await Saker.Artifacts.ListAsync(ArtifactPaths.FromUri(model.ArtifactUri)!, Cancellation)).Count);

        var second = await Saker.MlrunsImport.ImportAsync(sample.Path, Cancellation);
        Assert.Empty(second.LoggedModels);
        Assert.Empty(second.Models);
    }

    [Fact]
    public async Task A_logged_model_whose_import_was_interrupted_goes_on()
    {
        using var sample = new MlrunsSample();
        sample.WriteLoggedModel();
        sample.Write($"417/models/{MlrunsSample.LoggedModel}/metrics/loss", "not a number\n");
        var first = await Saker.MlrunsImport.ImportAsync(sample.Path, Cancellation);
        Assert.Contains($"417/models/{MlrunsSample.LoggedModel}", first.Skipped.Select(skip => skip.Path));
        Assert.Empty(first.LoggedModels);
        sample.WriteLoggedModel();
        Assert.Equal([MlrunsSample.LoggedModel], (await Saker.MlrunsImport.ImportAsync(sample.Path, Cancellation)).LoggedModels);
    }

    [Fact]
    public async Task A_second_import_brings_nothing_twice_and_a_broken_one_goes_on()
    {
        using var sample = new MlrunsSample();
        await Saker.MlrunsImport.ImportAsync(sample.Path, Cancellation);
        sample.Write("417/lines/metrics/loss", "1700000001000 1 0\n");
        var second = await Saker.MlrunsImport.ImportAsync(sample.Path, Cancellation);
        Assert.Empty(second.Experiments);
        Assert.Equal(["lines"], second.Runs);
        Assert.Empty(second.Models);
        Assert.Equal(3, second.PresentCount);
        Assert.Equal(3, (await Saker.Experiments.GetHistoryAsync(new RunId(MlrunsSample.FinishedRun), "loss", Cancellation)).Count);
        Assert.Single((await Saker.Registry.FindAsync("churn", Cancellation))!.Versions);
        await Failures.OfAsync(ErrorKind.NotFound, () => Saker.MlrunsImport.ImportAsync(Path.Combine(sample.Path, "none"), Cancellation));
    }

    [Fact]
    public async Task An_exported_run_is_the_same_run_where_it_is_imported()
    {
        using var sample = new MlrunsSample();
        await Saker.MlrunsImport.ImportAsync(sample.Path, Cancellation);
        var run = (await Saker.Experiments.FindRunAsync(new RunId(MlrunsSample.FinishedRun), Cancellation))!;
        var folder = Directory.CreateTempSubdirectory("saker-export-");
        await using var other = new EmbeddedBackend();
        try
        {
            Assert.Equal(Path.Combine(folder.FullName, run.ExperimentId.Value, run.Id.Value), await Saker.MlrunsExport.ExportRunAsync(run.Id, folder.FullName, Cancellation));
            await Failures.OfAsync(ErrorKind.Conflict, () => Saker.MlrunsExport.ExportRunAsync(run.Id, folder.FullName, Cancellation));
            await Failures.OfAsync(ErrorKind.NotFound, () => Saker.MlrunsExport.ExportRunAsync(new RunId("none"), folder.FullName, Cancellation));
            var elsewhere = await other.OpenAsync();
            Assert.Empty((await elsewhere.MlrunsImport.ImportAsync(folder.FullName, Cancellation)).Skipped);

            var copy = (await elsewhere.Experiments.FindRunAsync(run.Id, Cancellation))!;
            Assert.Equal((run.Name, run.UserId, run.Status, run.StartedAt, run.EndedAt), (copy.Name, copy.UserId, copy.Status, copy.StartedAt, copy.EndedAt));
            Assert.Equal(run.Parameters, copy.Parameters);
            Assert.Equal(run.Tags, copy.Tags);
            Assert.Equal(await Saker.Experiments.GetHistoryAsync(run.Id, "loss", Cancellation), await elsewhere.Experiments.GetHistoryAsync(run.Id, "loss", Cancellation));
            Assert.Equal(run.Inputs.Datasets[0].Dataset, copy.Inputs.Datasets[0].Dataset);
            Assert.Equal("training", copy.Inputs.Datasets[0].Context);
            Assert.Equal((await FilesAsync(Saker, run)), await FilesAsync(elsewhere, copy));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task An_exported_model_is_its_folder()
    {
        using var source = new ModelSource();
        await Saker.Registry.RegisterAsync(new Registration { Model = "churn", Folder = source.Folder }, Cancellation);
        var folder = Directory.CreateTempSubdirectory("saker-export-");
        try
        {
            await Saker.MlrunsExport.ExportModelAsync("churn/1", folder.FullName, Cancellation);
            Assert.Equal("a model", await File.ReadAllTextAsync(Path.Combine(folder.FullName, "model.onnx"), Cancellation));
            Assert.Equal("a model, annotated", await File.ReadAllTextAsync(Path.Combine(folder.FullName, "extra", "notes.md"), Cancellation));
            await Failures.OfAsync(ErrorKind.Conflict, () => Saker.MlrunsExport.ExportModelAsync("churn/1", folder.FullName, Cancellation));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task An_import_follows_no_link_out_of_its_folder()
    {
        using var sample = new MlrunsSample();
        var secret = Directory.CreateTempSubdirectory("saker-secret-");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(secret.FullName, "id_ed25519"), "a key", Cancellation);
            Directory.CreateDirectory(Path.Combine(secret.FullName, "churn"));
            await File.WriteAllTextAsync(Path.Combine(secret.FullName, "churn", "meta.yaml"), "name: stolen\n", Cancellation);
            await File.WriteAllTextAsync(Path.Combine(secret.FullName, "meta.yaml"), "digest: stolen\nname: stolen\nsource: s\nsource_type: local\n", Cancellation);
            Replace("models", secret);
            Replace($"417/{MlrunsSample.FinishedRun}/artifacts", secret);
            sample.Write("417/eater/meta.yaml", "run_name: eater\nstatus: 3\n");
            sample.Write("417/eater/inputs/a1/meta.yaml", "source_id: linked\nsource_type: DATASET\n");
            Directory.CreateSymbolicLink(Path.Combine(sample.Path, "417/datasets/linked"), secret.FullName);

            var report = await Saker.MlrunsImport.ImportAsync(sample.Path, Cancellation);
            Assert.Contains($"417/{MlrunsSample.FinishedRun}/artifacts", report.Skipped.Select(skip => skip.Path));
            Assert.Contains("models", report.Skipped.Select(skip => skip.Path));
            Assert.Contains("417/eater", report.Skipped.Select(skip => skip.Path));
            Assert.Empty(report.Models);
            var run = (await Saker.Experiments.FindRunAsync(new RunId(MlrunsSample.FinishedRun), Cancellation))!;
            Assert.Empty(await Saker.Artifacts.ListAsync(ArtifactPaths.FromUri(run.ArtifactUri)!, Cancellation));
        }
        finally
        {
            secret.Delete(recursive: true);
        }

        void Replace(string path, DirectoryInfo target)
        {
            var full = Path.Combine(sample.Path, path);
            Directory.Delete(full, recursive: true);
            Directory.CreateSymbolicLink(full, target.FullName);
        }
    }

    [Fact]
    public async Task A_run_with_a_bad_file_is_not_there_at_all_and_what_is_not_imported_is_named()
    {
        using var sample = new MlrunsSample();
        sample.Write("417/long/meta.yaml", "run_name: long\nstatus: 3\n");
        sample.Write("417/long/params/p", new string('x', 10_000));
        sample.Write("417/models/m-1/meta.yaml", "name: logged\nstatus: 9\n");
        sample.Write("417/traces/tr-1/trace_info.yaml", "a: 1\n");
        var report = await Saker.MlrunsImport.ImportAsync(sample.Path, Cancellation);
        foreach (var bad in new[] { "lines", "broken", "long" })
        {
            Assert.Null(await Saker.Experiments.FindRunAsync(new RunId(bad), Cancellation));
            Assert.Contains(report.Skipped, skip => skip.Path == "417/" + bad);
        }
        Assert.Contains("status '9'", Assert.Single(report.Skipped, skip => skip.Path == "417/models/m-1").Reason, StringComparison.Ordinal);
        Assert.Contains("traces", Assert.Single(report.Skipped, skip => skip.Path == "417/traces").Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_fails_while_it_is_written_is_deleted_until_an_import_succeeds()
    {
        using var sample = new MlrunsSample();
        sample.Write("417/linked/meta.yaml", "run_name: linked\nstatus: 3\n");
        sample.Write("417/linked/params/p", "1");
        sample.Write("417/linked/artifacts/fine.txt", "fine");
        var link = Path.Combine(sample.Path, "417/linked/artifacts/link");
        File.CreateSymbolicLink(link, "/etc/hostname");
        var report = await Saker.MlrunsImport.ImportAsync(sample.Path, Cancellation);
        Assert.Contains(report.Skipped, skip => skip.Path == "417/linked");
        Assert.DoesNotContain("linked", report.Runs);
        Assert.Equal(Lifecycle.Deleted, (await Saker.Experiments.FindRunAsync(new RunId("linked"), Cancellation))!.Lifecycle);

        File.Delete(link);
        Assert.Contains("linked", (await Saker.MlrunsImport.ImportAsync(sample.Path, Cancellation)).Runs);
        var run = (await Saker.Experiments.FindRunAsync(new RunId("linked"), Cancellation))!;
        Assert.Equal((Lifecycle.Active, RunStatus.Finished, "1"), (run.Lifecycle, run.Status, run.Parameters["p"]));
    }

    [Fact]
    public async Task A_version_without_a_model_folder_is_exported_from_where_its_files_lie()
    {
        var run = await Saker.Experiments.StartRunAsync(new ExperimentId("0"), "notes", null, Cancellation);
        await Saker.Artifacts.PutAsync($"{ArtifactPaths.FromUri(run.ArtifactUri)}/notes/deep/a.txt", new MemoryStream("a"u8.ToArray()), Cancellation);
        var version = await Saker.Services.GetRequiredService<ModelIntake>().RegisterAsync(new Registration { Model = "notes", Folder = null, Source = $"runs:/{run.Id}/notes", Run = run.Id }, Cancellation);
        Assert.False(version.HasFiles);
        using var target = new MlrunsSample();
        await Saker.MlrunsExport.ExportModelAsync("notes/1", Path.Combine(target.Path, "out"), Cancellation);
        Assert.Equal("a", await File.ReadAllTextAsync(Path.Combine(target.Path, "out/deep/a.txt"), Cancellation));

        await Saker.Services.GetRequiredService<ModelIntake>().RegisterAsync(new Registration { Model = "notes", Folder = null, Source = "s3://elsewhere/model" }, Cancellation);
        var failure = await Failures.OfAsync(ErrorKind.Conflict, () => Saker.MlrunsExport.ExportModelAsync("notes/2", Path.Combine(target.Path, "none"), Cancellation));
        Assert.Contains("from where Saker does not fetch", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Numbers_that_are_none_are_named_and_the_import_goes_on()
    {
        using var sample = new MlrunsSample();
        sample.Write("models/churn/version-1 copy/meta.yaml", "name: churn\nversion: 1\n");
        foreach (var (run, line) in ((string, string)[])[("nano", "1700000001000000000 1 0"), ("past", "-1 1 0"), ("step", "1700000001000 1 x"), ("wide", "99999999999999999999 1 0")])
        {
            sample.Write($"417/{run}/meta.yaml", $"run_name: {run}\nstatus: 3\n");
            sample.Write($"417/{run}/metrics/loss", line + "\n");
        }
        sample.Write("417/started/meta.yaml", "run_name: started\nstatus: 3\nstart_time: 1700000001000000000\n");
        sample.Write("417/zero/meta.yaml", "run_name: zero\nstatus: 3\n");
        sample.Write("417/zero/params/p", "a\0b");

        var report = await Saker.MlrunsImport.ImportAsync(sample.Path, Cancellation);
        var skipped = report.Skipped.ToDictionary(skip => skip.Path, skip => skip.Reason);
        Assert.Contains("no time in milliseconds", skipped["417/nano"], StringComparison.Ordinal);
        Assert.Contains("no time in milliseconds", skipped["417/past"], StringComparison.Ordinal);
        Assert.Contains("no whole number", skipped["417/step"], StringComparison.Ordinal);
        Assert.Contains("Line 1", skipped["417/wide"], StringComparison.Ordinal);
        Assert.Contains("start_time", skipped["417/started"], StringComparison.Ordinal);
        Assert.Contains("U+0000", skipped["417/zero"], StringComparison.Ordinal);
        Assert.Contains("no number of a version", skipped["models/churn/version-1 copy"], StringComparison.Ordinal);
        Assert.Equal([MlrunsSample.FinishedRun, MlrunsSample.DeletedRun], report.Runs);
        Assert.Equal(["churn/1"], report.Models);
    }

    [Fact]
    public async Task A_run_whose_names_cannot_be_files_of_one_folder_is_refused_before_anything_is_written()
    {
        var experiment = await Saker.Experiments.GetOrCreateAsync("names", Cancellation);
        var run = await Saker.Experiments.StartRunAsync(experiment.Id, "names", parent: null, Cancellation);
        var now = DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_000);
        var wide = new string('é', 200);
        await Saker.Experiments.LogAsync(run.Id, new RunEntries { Metrics = [new Metric("loss", 1, 0, now), new Metric("loss/val", 1, 0, now)], Parameters = new Dictionary<string, string> { [wide] = "1" } }, Cancellation);
        var folder = Directory.CreateTempSubdirectory("saker-export-");
        try
        {
            var failure = await Assert.ThrowsAsync<SakerException>(() => Saker.MlrunsExport.ExportRunAsync(run.Id, folder.FullName, Cancellation));
            Assert.Equal(ErrorKind.Conflict, failure.Kind);
            Assert.Equal([wide, "loss/val"], failure.Problems.Select(problem => problem.Field));
            Assert.Empty(Directory.EnumerateFileSystemEntries(folder.FullName));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<IReadOnlyList<string>> FilesAsync(SakerPlatform saker, Run run)
    {
        var root = ArtifactPaths.FromUri(run.ArtifactUri)!;
        return [.. (await saker.Artifacts.ListAsync($"{root}/model", Cancellation)).Select(entry => $"{entry.Path[root.Length..]} {entry.ByteCount}")];
    }
}
