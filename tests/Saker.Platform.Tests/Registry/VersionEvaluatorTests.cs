using Saker.Data;
using Saker.Learning.Scores;
using Saker.Learning.Scores.Intervals;
using Saker.Platform.Registry;
using Saker.Platform.Serving.Lifecycle;
using Saker.Testing.Toys;

namespace Saker.Platform.Tests.Registry;

/// <summary>Versions of models that were made elsewhere, judged by their task.</summary>
public sealed class VersionEvaluatorTests : EmbeddedTests
{
    private static readonly EvaluationPlan Plan = new() { Bootstrap = new Bootstrap { ResampleCount = 100 } };

    [Fact]
    public async Task Version_is_judged_by_its_task_on_the_only_output_that_can_be_a_prediction()
    {
        var version = await ImportAsync();
        var rows = Rows();

        var regression = await VersionEvaluator.JudgeAsync(version, rows, new PredictionColumns { Task = ScoreTask.Regression, Target = "share" }, Plan, Cancellation);
        double[] errors = [.. Enumerable.Range(0, rows.RowCount).Select(row => (float)Probability(row) - Share(row))];
        Assert.Equal(Math.Sqrt(errors.Average(error => error * error)), regression.Find("rmse")!.Value, 1e-9);

        var multiclass = await VersionEvaluator.JudgeAsync(version, rows, new PredictionColumns { Task = ScoreTask.Multiclass, Target = "answer" }, Plan with { Segments = [Learning.Scores.Segments.SegmentRequest.By("Contract")] }, Cancellation);
        Assert.Equal(Enumerable.Range(0, rows.RowCount).Average(row => Answer(row) == (Probability(row) > 0.5 ? "Yes" : "No") ? 1.0 : 0.0), multiclass.Find("accuracy")!.Value, 1e-12);
        Assert.NotNull(multiclass.FindSegment("Contract == 'One year'"));

        var binary = await VersionEvaluator.JudgeAsync(version, rows, new PredictionColumns { Task = ScoreTask.Binary, Target = "answer", Positive = "Yes" }, Plan, Cancellation);
        Assert.Equal(multiclass.Find("accuracy")!.Value, binary.Find("accuracy")!.Value, 1e-12);
    }

    [Fact]
    public async Task What_cannot_be_judged_is_told_by_name()
    {
        var version = await ImportAsync();
        Assert.Equal("prediction", (await FailAsync(new PredictionColumns { Task = ScoreTask.Regression, Target = "share", Prediction = "score" })).Problems.Single().Field);
        Assert.Equal(["target", "query"], (await FailAsync(new PredictionColumns { Task = ScoreTask.Ranking, Target = "none" })).Problems.Select(problem => problem.Field));
        Assert.Equal("target", (await FailAsync(new PredictionColumns { Task = ScoreTask.Binary })).Field);

        Task<SakerException> FailAsync(PredictionColumns columns) => Failures.OfAsync(ErrorKind.InvalidInput, () => VersionEvaluator.JudgeAsync(version, Rows(), columns, Plan, Cancellation));
    }

    private Task<ModelVersion> ImportAsync() => Saker.Import.ImportAsync(new ModelImportRequest { Model = "toy", Graph = ToyChurn.Graph().ToBytes() }, Cancellation);

    private static double Probability(int row) => ToyChurn.Probability(row, 20 + row, Contract(row), row % 2 == 0);

    private static string Contract(int row) => ToyChurn.Contracts[row % 3];

    private static string Answer(int row) => row % 5 == 0 ? "Yes" : "No";

    private static double Share(int row) => row / 60.0;

    private static Table Rows()
    {
        int[] all = [.. Enumerable.Range(0, 60)];
        return new Table(
        [
            Column.Of<long>("tenure", all.Select(row => (long)row).ToArray()), Column.Of<double>("MonthlyCharges", all.Select(row => 20.0 + row).ToArray()),
            Column.Of<string>("Contract", all.Select(Contract).ToArray()), Column.Of<double>("PaperlessBilling", all.Select(row => row % 2 == 0 ? 1.0 : 0).ToArray()),
            Column.Of<string>("answer", all.Select(Answer).ToArray()), Column.Of<double>("share", all.Select(Share).ToArray()),
        ]);
    }
}
