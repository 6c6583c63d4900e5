using System.Globalization;
using System.Text.Json;

namespace Saker.Learning.Trainers.XGBoost;

/// <summary>What the engine's JSON model says that a graph needs (the layout of XGBoost 1.7's model schema).</summary>
/// <param name="BaseScore">The start in the objective's own scale: a probability for the logistic objective.</param>
/// <param name="Trees">In the order in which they are summed.</param>
/// <param name="Classes">The class that each tree adds to; 0 where there is but one sum.</param>
internal sealed record BoosterModel(float BaseScore, IReadOnlyList<Tree> Trees, IReadOnlyList<int> Classes)
{
    public static BoosterModel Parse(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var learner = document.RootElement.GetProperty("learner");
        var baseScore = learner.GetProperty("learner_model_param").GetProperty("base_score").GetString()!;
        var model = learner.GetProperty("gradient_booster").GetProperty("model");
        return new BoosterModel(
            float.Parse(baseScore, CultureInfo.InvariantCulture),
            [.. model.GetProperty("trees").EnumerateArray().Select(ParseTree)],
            [.. model.GetProperty("tree_info").EnumerateArray().Select(item => item.GetInt32())]);
    }

    // Leaf values stand among the split conditions, at nodes without children. The engine writes the shortest text that reads back as
    // the same float32, so thresholds are exact.
    private static Tree ParseTree(JsonElement tree) => new()
    {
        Left = [.. tree.GetProperty("left_children").EnumerateArray().Select(item => item.GetInt32())],
        Right = [.. tree.GetProperty("right_children").EnumerateArray().Select(item => item.GetInt32())],
        Feature = [.. tree.GetProperty("split_indices").EnumerateArray().Select(item => item.GetInt32())],
        Value = [.. tree.GetProperty("split_conditions").EnumerateArray().Select(item => item.GetSingle())],
        MissingGoesLeft = [.. tree.GetProperty("default_left").EnumerateArray().Select(IsTrue)],
        Cover = [.. tree.GetProperty("sum_hessian").EnumerateArray().Select(item => item.GetSingle())],
    };

    private static bool IsTrue(JsonElement item) => item.ValueKind == JsonValueKind.Number ? item.GetInt32() != 0 : item.GetBoolean();
}
