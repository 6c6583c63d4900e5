using Saker.Learning.Explanation;
using Saker.Learning.Explanation.Importance;
using Saker.Learning.Models;
using Saker.Learning.Trainers;
using Saker.Platform.Pipelines;
using Saker.Platform.Storage;

namespace Saker.Platform.Tests.Pipelines;

public sealed class PipelineImportanceTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("saker-importance-").FullName;
    private SakerPlatform _saker = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _saker = await SakerPlatform.OpenAsync(new HomeOptions { Folder = Path.Combine(_folder, "home") }, Token);

    public async ValueTask DisposeAsync()
    {
        await _saker.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("trees")]
    [InlineData("linear")]
    public async Task A_trained_model_says_which_raw_columns_it_goes_by_and_can_be_explained_later(string method)
    {
        Trainer trainer = method == "trees" ? new GradientBoosting { Trees = 20, MaxDepth = 2 } : new LogisticRegression();
        var result = await _saker.Pipelines.RunAsync(ToyPipeline.Over(ToyPipeline.WriteData(_folder)) with { Candidates = [trainer] }, null, Token);

        var run = (await _saker.Experiments.FindRunAsync(result.Run, Token))!;
        using var reader = new StreamReader(await _saker.Artifacts.OpenAsync($"{run.ExperimentId}/{run.Id}/artifacts/explanation/importance.json", Token));
        var text = await reader.ReadToEndAsync(Token);
        var report = ImportanceReport.FromJson(text);
        Assert.Equal((method, "log_odds", result.Evaluation.RowCount), (report.Method, report.Unit, report.RowCount));
        Assert.Equal("age", report.Columns[0].Column);
        Assert.Equal(["age", "payment", "spend"], report.Columns.Select(column => column.Column).Order());
        Assert.Equal(text, (await ModelFolder.ReadAsync(result.Version!.Folder!, null, ModelFolderOptions.Default, Token)).Contents.Importance);

        Assert.Contains("explanation/importance.svg", (await _saker.Artifacts.ListAsync($"{run.ExperimentId}/{run.Id}/artifacts/explanation", Token)).Select(entry => entry.Path[(entry.Path.IndexOf("artifacts/", StringComparison.Ordinal) + 10)..]));

        using var version = await _saker.Explanations.OpenAsync("toy@champion", Token);
        using var explainer = version.Explainer(new ExplainerOptions(), reference: null);
        var explanation = await explainer.ExplainAsync(version.Examples!, Token);
        var answers = await version.Model.PredictAsync(version.Examples!, Token);
        for (var row = 0; row < explanation.RowCount; row++)
            Assert.Equal(answers.Get<float>("probability").Values.Span[row], explanation.Probability(explanation.Total(row))!.Value, 1e-6);
    }
}
