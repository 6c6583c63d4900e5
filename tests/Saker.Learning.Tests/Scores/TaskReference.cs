using System.Runtime.CompilerServices;
using System.Text.Json;
using Saker.Learning.Scores;
using Saker.Learning.Scores.Binary;
using Saker.Learning.Scores.Clustering;
using Saker.Learning.Scores.Multiclass;
using Saker.Learning.Scores.Multilabel;
using Saker.Learning.Scores.Ranking;
using Saker.Learning.Scores.Regression;

namespace Saker.Learning.Tests.Scores;

/// <summary>A case of <c>reference/tasks.json</c>; the script beside it made the numbers.</summary>
internal sealed class TaskReference(JsonElement json)
{
    public string Task => json.GetProperty("task").GetString()!;

    public string Name => $"{Task}, {json.GetProperty("name").GetString()}";

    public IReadOnlyList<(string Score, double Value)> Expected => [.. json.GetProperty("scores").EnumerateObject().Select(score => (score.Name, score.Value.GetDouble()))];

    public static IReadOnlyList<TaskReference> List([CallerFilePath] string thisFile = "")
    {
        var text = File.ReadAllText(Path.Combine(Path.GetDirectoryName(thisFile)!, "reference", "tasks.json"));
        return [.. JsonDocument.Parse(text).RootElement.EnumerateArray().Select(item => new TaskReference(item))];
    }

    /// <summary>The score of that name, computed by us.</summary>
    public double Compute(string score) => Task switch
    {
        "binary" => Of(BinaryScores.All, Binary(), score),
        "multiclass" => Of(MulticlassScores.For(Multiclass()), Multiclass(), score),
        "multilabel" => Of(MultilabelScores.For(Multilabel()), Multilabel(), score),
        "regression" => Of(RegressionScores.All, Regression(), score),
        "ranking" => Of(QueryScores.All, Ranking(), score),
        _ => Of(ClusteringScores.For(Clustering()), Clustering(), score),
    };

    public BinaryPredictions Binary() => new([.. Numbers("target").Select(value => (float)value)], [.. Numbers("probability").Select(value => (float)value)], json.GetProperty("threshold").GetDouble());

    public MulticlassPredictions Multiclass() => new(Names("class", json.GetProperty("classes").GetInt32()), Integers("target"), Integers("predicted"), Numbers("probabilities"));

    public MultilabelPredictions Multilabel() => new(Names("label", json.GetProperty("labels").GetInt32()), Flags("target"), Flags("predicted"), Numbers("values"));

    public RegressionPredictions Regression() => new(Numbers("target"), Numbers("prediction"));

    public RankingPredictions Ranking() => new([.. json.GetProperty("query").EnumerateArray().Select(item => item.GetString()!)], Numbers("relevance"), Numbers("score"));

    public ClusteringPredictions Clustering() => new(Integers("clusters"), Integers("groups"), Numbers("features"), json.GetProperty("columns").GetInt32());

    private static double Of<TRows>(IReadOnlyList<TaskScore<TRows>> scores, TRows rows, string name)
        where TRows : IScoredRows<TRows> => scores.Single(score => score.Name == name).Compute(rows);

    private static string[] Names(string prefix, int count) => [.. Enumerable.Range(0, count).Select(i => $"{prefix} {i}")];

    private double[] Numbers(string key) => [.. json.GetProperty(key).EnumerateArray().Select(item => item.GetDouble())];

    private int[] Integers(string key) => [.. json.GetProperty(key).EnumerateArray().Select(item => item.GetInt32())];

    private bool[] Flags(string key) => [.. Integers(key).Select(value => value == 1)];
}
