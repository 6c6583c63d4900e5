using Saker.Data;
using Saker.Learning.Scores;
using Saker.Learning.Trainers;
using Saker.Onnx.Sessions;

namespace Saker.Learning.Tests.Trainers;

/// <summary>What every trainer of two classes must do; a new one is found by its name.</summary>
public sealed class EveryTrainerTests
{
    public static TheoryData<string> Names => [.. TrainerCatalogue.NamesFor(ScoreTask.Binary)];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Names))]
    public void It_learns_better_than_chance_and_gives_probabilities(string name)
    {
        var (features, target) = ToyRows.Make(600);
        var (unseen, unseenTarget) = ToyRows.Make(600, seed: 2);

        var probability = Small(name).Fit(features, target, 1, Token).PredictProbability(unseen);

        Assert.All(probability, value => Assert.InRange(value, 0, 1));
        Assert.InRange(RankingScores.RocAuc(unseenTarget, probability), 0.75, 1);
        Assert.Equal(unseenTarget.Average(), probability.Average(), 0.07);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_same_seed_gives_the_same_bytes_on_any_thread(string name)
    {
        var (features, target) = ToyRows.Make(300);
        var bytes = new byte[6][];
        Parallel.For(0, bytes.Length, new ParallelOptions { MaxDegreeOfParallelism = 3 }, i => bytes[i] = GraphOf.Bytes(Small(name).Fit(features, target, 4, CancellationToken.None), features.ColumnCount));
        Assert.All(bytes, other => Assert.Equal(bytes[0], other));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_graph_gives_what_the_engine_gives(string name)
    {
        var (features, target) = ToyRows.Make(400);
        var fitted = Small(name).Fit(features, target, 1, Token);
        GraphOf.AgreesWithEngine(fitted, features);
        GraphOf.AgreesWithEngine(fitted, ToyRows.Make(1000, seed: 3).Features);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_batch_equals_its_rows_one_by_one_in_engine_and_graph(string name)
    {
        var (features, target) = ToyRows.Make(200);
        var fitted = Small(name).Fit(features, target, 1, Token);
        using var session = new OnnxSession(GraphOf.Bytes(fitted, features.ColumnCount));
        var rows = Enumerable.Range(0, features.RowCount).Select(row => features.Take([row])).ToArray();

        Assert.Equal(fitted.PredictProbability(features), rows.SelectMany(fitted.PredictProbability));
        GraphOf.Near(GraphOf.Predict(session, features), [.. rows.SelectMany(row => GraphOf.Predict(session, row))], 1e-6);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void No_row_gives_no_probability(string name)
    {
        var (features, target) = ToyRows.Make(100);
        Assert.Empty(Small(name).Fit(features, target, 1, Token).PredictProbability(features.Take([])));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Inputs_are_left_unchanged(string name)
    {
        var (features, target) = ToyRows.Make(200);
        var values = features.Values.ToArray();
        var before = target.ToArray();

        Small(name).Fit(features, target, 1, Token).PredictProbability(features);

        Assert.Equal(values, features.Values);
        Assert.Equal(before, target);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Features_that_never_vary_give_the_share_of_positives(string name)
    {
        var features = new FeatureMatrix([.. Enumerable.Repeat(3f, 200)], 100, ["a", "b"]);
        var target = Enumerable.Range(0, 100).Select(row => row % 4 == 0 ? 1f : 0f).ToArray();

        var fitted = Small(name).Fit(features, target, 1, Token);

        Assert.All(fitted.PredictProbability(features), probability => Assert.Equal(0.25, probability, 0.05));
        GraphOf.AgreesWithEngine(fitted, features);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_order_of_columns_hardly_matters(string name)
    {
        var (features, target) = ToyRows.Make(800);
        var turned = Turned(features);
        var trainer = Small(name);

        var straight = trainer.Fit(features, target, 1, Token).PredictProbability(features);
        var other = trainer.Fit(turned, target, 1, Token).PredictProbability(turned);

        // Trees draw features by their position, so only the answer as a whole stays.
        if (trainer is LogisticRegression)
            GraphOf.Near(straight, other, 1e-6);
        Assert.Equal(RankingScores.RocAuc(target, straight), RankingScores.RocAuc(target, other), 0.03);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_cancelled_token_stops_the_fit(string name)
    {
        var (features, target) = ToyRows.Make(100);
        Assert.ThrowsAny<OperationCanceledException>(() => Small(name).Fit(features, target, 1, new CancellationToken(canceled: true)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Parameters_read_back_give_the_same_trainer(string name)
    {
        var trainer = Small(name);
        var problems = new List<Problem>();
        var values = trainer.Parameters.ToDictionary(parameter => parameter.Key, parameter => (object?)parameter.Value);
        values["trainer"] = trainer.Name;

        Assert.Equal(trainer, TrainerCatalogue.Create(new Settings(values, "", problems)));
        Assert.Empty(problems);
        Assert.NotEmpty(trainer.Title);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_number_out_of_its_range_is_reported_at_once_and_refused_from_code(string name)
    {
        var problems = new List<Problem>();
        var keys = Small(name).Parameters.Keys.ToArray();
        var values = keys.ToDictionary(key => key, _ => (object?)-1.0);
        values["trainer"] = name;

        TrainerCatalogue.Create(new Settings(values, "candidates[0]", problems));

        Assert.Equal(keys.Select(key => $"candidates[0].{key}").Order(), problems.Select(problem => problem.Field).Order());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Rows_that_do_not_fit_are_refused(string name)
    {
        var (features, target) = ToyRows.Make(50);
        var trainer = Small(name);
        Assert.Equal("target", Assert.Throws<SakerException>(() => trainer.Fit(features, target.AsSpan(1), 1, Token)).Field);
        Assert.Contains("negative", Assert.Throws<SakerException>(() => trainer.Fit(features, new float[50], 1, Token)).Message, StringComparison.Ordinal);
        Assert.Equal("features", Assert.Throws<SakerException>(() => trainer.Fit(new FeatureMatrix([], 50, []), target, 1, Token)).Field);
        Assert.Contains("row 0", Assert.Throws<SakerException>(() => trainer.Fit(features, Enumerable.Repeat(0.5f, 50).ToArray(), 1, Token)).Message, StringComparison.Ordinal);

        var infinite = new FeatureMatrix([.. features.Values], 50, features.Names);
        infinite.Values[7 * 6 + 4] = float.PositiveInfinity;
        var error = Assert.Throws<SakerException>(() => trainer.Fit(infinite, target, 1, Token));
        Assert.Equal("f4", error.Field);
        Assert.Contains("infinite", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("row", error.Message, StringComparison.Ordinal);

        var fitted = trainer.Fit(features, target, 1, Token);
        Assert.Throws<SakerException>(() => fitted.PredictProbability(new FeatureMatrix([1, 2], 1, ["a", "b"])));
    }

    /// <summary>The trainer, with few trees if it has trees, and few epochs if it has those.</summary>
    private static Trainer Small(string name)
    {
        var problems = new List<Problem>();
        var trainer = TrainerCatalogue.Create(new Settings(new Dictionary<string, object?> { ["trainer"] = name }, "", problems))!;
        Assert.Empty(problems);
        var fewer = new Dictionary<string, object?> { ["trees"] = 60L, ["epochs"] = 20L, ["members"] = 2L }.Where(setting => trainer.Parameters.ContainsKey(setting.Key));
        return TrainerCatalogue.Create(new Settings(fewer.Append(new("trainer", name)).ToDictionary(), "", problems))!;
    }

    private static FeatureMatrix Turned(FeatureMatrix features)
    {
        var values = Enumerable.Range(0, features.RowCount).SelectMany(row => features.Row(row).ToArray().Reverse()).ToArray();
        return new FeatureMatrix(values, features.RowCount, [.. features.Names.Reverse()]);
    }
}
