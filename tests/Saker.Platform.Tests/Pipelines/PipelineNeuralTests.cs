using Saker.Data;
using Saker.Learning.Scores.Calibrating;
using Saker.Learning.Trainers;
using Saker.Platform.Experiments;
using Saker.Platform.Pipelines;

namespace Saker.Platform.Tests.Pipelines;

public sealed class PipelineNeuralTests : EmbeddedTests
{
    private const string Head = """
        pipeline: toy
        source: {csv: customers.csv}
        target: {column: left, positive: "yes"}
        candidates:

        """;

    [Fact]
    public async Task A_network_runs_beside_trees_is_calibrated_and_served_as_one_graph_and_its_losses_are_histories()
    {
        var pipeline = ToyPipeline.Over(ToyPipeline.WriteData(Backend.Folder)) with
        {
            Candidates = [new NeuralNetwork { Members = 2, Epochs = 5, Patience = 4 }, new GradientBoosting { Trees = 1, MaxDepth = 1 }], Calibration = CalibrationMethod.Platt,
        };
        var rounds = new Rounds();
        var result = await Saker.Pipelines.RunAsync(pipeline, rounds, Cancellation);

        Assert.Equal("neural", result.Best.Candidate.Trainer.Name);
        Assert.True(result.MaxDifference < 1e-5);
        Assert.NotNull(result.Endpoint);
        foreach (var name in (string[])["train_loss", "validation_loss", "part_1.train_loss"])
            Assert.Equal([0L, 1, 2, 3, 4], await StepsAsync(result.Run, name));
        var candidate = (await Saker.Experiments.ListRunsAsync(null, 10, Cancellation)).Single(run => run.Name.StartsWith("neural", StringComparison.Ordinal));
        Assert.Equal([0L, 1, 2, 3, 4], await StepsAsync(candidate.Id, "cv.fold_4.validation_loss"));
        Assert.Equal(6 * 2 * 5, rounds.All.Count);
        Assert.Contains(rounds.All, round => round is { Fold: 4, Position: 0, Text: "fold 5 of 5, epoch 2 of 5, network 1 of 2", Share: 0.2 } && round.Remaining > TimeSpan.Zero);
        Assert.Equal(("final model", -1, 1.0, "epoch 5 of 5, network 2 of 2"), (rounds.All[^1].Candidate, rounds.All[^1].Position, rounds.All[^1].Share, rounds.All[^1].Text));
        // Over, and so nothing is said any more.
        Assert.Equal("", (await Saker.Experiments.FindRunAsync(result.Run, Cancellation))!.Tags[FitStanding.Tag]);
        Assert.Equal("", candidate.Tags[FitStanding.Tag]);
    }

    [Fact]
    public void A_file_reads_it_with_its_ranges_like_any_other()
    {
        var pipeline = PipelineFile.Parse(Head + "  - {trainer: neural, layers: 1, width: {from: 8, to: 64, log: true}, optimizer: {choose: [adamw, sgd]}, tune: {trials: 3}}", "/");
        Assert.IsType<NeuralNetwork>(Assert.Single(pipeline.Candidates));
        Assert.Equal(["optimizer", "width"], Assert.Single(pipeline.Tuning).Settings.Space.Parameters.Select(parameter => parameter.Name).Order());

        var wrong = Assert.Throws<SakerException>(() => PipelineFile.Parse(Head + "  - {trainer: neural, dropout: 1.5, optimizer: lion, class_weights: many, mixup: -1, with: 8, width: {from: 0, to: 9}, tune: {trials: 3}}", "/"));
        Assert.Equal(["line 5, candidates[0].class_weights", "line 5, candidates[0].dropout", "line 5, candidates[0].mixup", "line 5, candidates[0].optimizer", "line 5, candidates[0].width.from", "line 5, candidates[0].with"], wrong.Problems.Select(problem => problem.Field).Order());
    }

    [Fact]
    public void What_fits_say_of_themselves_can_be_read_back()
    {
        var standing = new FitStanding(0.25, TimeSpan.FromSeconds(90), "epoch 1 of 4 | so far");
        Assert.Equal(standing, FitStanding.Parse(standing.ToTag()));
        Assert.Equal(standing with { Remaining = null }, FitStanding.Parse((standing with { Remaining = null }).ToTag()));
        foreach (var nothing in (string?[])[null, "", "x|1|y", "2|1|y", "0.5|1"])
            Assert.Null(FitStanding.Parse(nothing));
    }

    private sealed class Rounds : IProgress<PipelineEvent>
    {
        public List<FitRound> All { get; } = [];

        public void Report(PipelineEvent value)
        {
            if (value is FitRound round)
                All.Add(round);
        }
    }

    private async Task<IEnumerable<long>> StepsAsync(RunId run, string metric) => (await Saker.Experiments.GetHistoryAsync(run, metric, Cancellation)).Select(point => point.Step);
}
