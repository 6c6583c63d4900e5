using Saker.Data;
using Saker.Learning.Scores;

namespace Saker.Learning.Trainers;

/// <summary>The trainers by public name.</summary>
public static class TrainerCatalogue
{
    private static readonly Dictionary<string, Func<Settings, Trainer>> s_all = new(StringComparer.Ordinal)
    {
        [LogisticRegression.PublicName] = LogisticRegression.Read,
        [LinearRegression.PublicName] = LinearRegression.Read,
        [RandomForest.PublicName] = RandomForest.Read,
        [GradientBoosting.PublicName] = GradientBoosting.Read,
        [NeuralNetwork.PublicName] = NeuralNetwork.Read,
    };

    public static IReadOnlyList<string> Names { get; } = [.. s_all.Keys];

    /// <summary>The names of the trainers that learn targets of a kind.</summary>
    public static IReadOnlyList<string> NamesFor(ScoreTask task) =>
        [.. s_all.Where(known => known.Value(new Settings(new Dictionary<string, object?>(), "", [])).Learns(task)).Select(known => known.Key)];

    /// <summary>What targets of a kind are, in words.</summary>
    internal static string WordOf(ScoreTask task) => task switch
    {
        ScoreTask.Binary => "two classes",
        ScoreTask.Multiclass => "several classes",
        ScoreTask.Regression => "numbers",
        _ => "such targets",
    };

    /// <summary>Makes the trainer that the key <c>trainer</c> names; the other keys are its settings.</summary>
    /// <param name="settings">One candidate of a pipeline file; what is wrong with it is added to its problems.</param>
    /// <returns>The trainer, or null when its name is missing or not known.</returns>
    public static Trainer? Create(Settings settings)
    {
        var name = settings.Text("trainer");
        if (name.Length == 0)
            return null;
        if (!s_all.TryGetValue(name, out var read))
        {
            settings.Report("trainer", $"'{name}' is not known; use one of: {string.Join(", ", Names)}.");
            return null;
        }
        var trainer = read(settings);
        settings.RejectUnknown();
        return trainer;
    }
}
