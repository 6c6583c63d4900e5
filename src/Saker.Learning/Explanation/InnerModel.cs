using Saker.Data;
using Saker.Learning.Explanation.Columns;
using Saker.Learning.Explanation.Linear;
using Saker.Learning.Explanation.Trees;
using Saker.Learning.Models;
using Saker.Onnx;
using Saker.Onnx.Reading;

namespace Saker.Learning.Explanation;

/// <summary>
/// The part of a graph that can be explained exactly: one sum of trees or one linear function, that everything the output says of a row goes
/// through, over features whose raw columns are known.
/// </summary>
internal sealed record InnerModel
{
    public required ExplanationMethod Method { get; init; }

    /// <summary>The value with the features, [N, features].</summary>
    public required string Features { get; init; }

    /// <summary>The value that is attributed, [N, 1], where it is a value of the graph; else null.</summary>
    public required string? Margin { get; init; }

    /// <summary>What the graph adds to the margin, whatever the row: the mean of a regression of trees.</summary>
    public double Offset { get; init; }

    public required ExplainedUnit Unit { get; init; }

    /// <summary>Whether the graph does more with the margin than the unit says.</summary>
    public required bool IsBeforeCalibration { get; init; }

    public required IFeatureAttributor Attributor { get; init; }

    public required ColumnShares Shares { get; init; }

    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>Finds it.</summary>
    /// <param name="model">The served graph.</param>
    /// <param name="output">The output that is explained.</param>
    /// <param name="options">Which target, and which method is wanted.</param>
    /// <param name="reference">Rows whose features replace what the model records of its training rows; computed when it is asked for.</param>
    /// <param name="reason">Why there is none.</param>
    public static InnerModel? Find(OnnxModel model, string output, ExplainerOptions options, Func<string, FeatureMatrix?> reference, out string reason)
    {
        var candidates = model.Graph.Nodes.Where(node => IsInner(model, node)).ToArray();
        // Several lie in a row: nodes come after what they take, so that the first is what others, such as a calibration, are made of.
        if (candidates.FirstOrDefault(node => GoesThrough(model, output, node)) is not { } node)
        {
            reason = candidates.Length == 0 ? "the graph has neither trees nor a linear function" : $"the output '{output}' is not made of one sum of trees or one linear function alone";
            return null;
        }
        var origins = new FeatureOrigins(model);
        if (origins.Find(node.Inputs[0]) is not { } found)
        {
            reason = $"the raw columns of the features that '{node.Operator}' takes cannot be followed through the graph";
            return null;
        }
        reason = "";
        var notes = new List<string>();
        var shares = new ColumnShares(origins.Columns, found);
        if (shares.Shared.Count > 0)
            notes.Add($"Features derived of several columns are shared equally among them: {string.Join("; ", shares.Shared)}.");
        var isTrees = EnsembleReader.Reads(node);
        var (attributor, covers) = isTrees ? Trees(node, options, found.Count, reference) : (LinearReader.Read(model, node, options.Target, reference(node.Inputs[0]), found.Count), "");
        notes.Add(isTrees ? covers : LinearReader.Describe(model, reference(node.Inputs[0])));
        var isSum = isTrees && node.Operator == "TreeEnsembleRegressor" && EnsembleReader.TargetCount(node) == 1;
        var added = isSum ? AddedConstant.Find(model, node.Outputs[0]) : null;
        var margin = isSum ? added?.Output ?? node.Outputs[0] : null;
        var (unit, isPlain) = FindUnit(model, node, margin ?? (isTrees ? node.Outputs[^1] : LinearReader.Margin(model, node)), output);
        if (model.Metadata.ContainsKey(ModelGraph.ClassesKey))
            notes.Add(model.Graph.Nodes.Any(taker => taker.Operator == "Softmax")
                ? "Totals are margins, of which the softmax over all classes makes probabilities: what adds to one class takes from the others."
                : "Totals are shares, which are divided by the sum of those of all classes: what adds to one class takes from the others.");
        else if (!isPlain)
            notes.Add("What the model does with its margin afterwards, such as a calibration, is not part of the attributions: totals are before it.");
        return new InnerModel { Method = isTrees ? ExplanationMethod.Trees : ExplanationMethod.Linear, Features = node.Inputs[0], Margin = margin, Offset = added?.Value ?? 0, Unit = unit, IsBeforeCalibration = !isPlain, Attributor = attributor, Shares = shares, Notes = notes };
    }

    private static bool IsInner(OnnxModel model, OnnxNode node) => EnsembleReader.Reads(node) || LinearReader.Reads(model, node);

    // Without the node nothing of a row reaches the output.
    private static bool GoesThrough(OnnxModel model, string output, OnnxNode node)
    {
        // An output that a node leaves out has no name.
        var givers = model.Graph.Nodes.SelectMany(giver => giver.Outputs.Where(value => value.Length > 0).Select(value => (value, giver))).ToDictionary(pair => pair.value, pair => pair.giver, StringComparer.Ordinal);
        var inputs = model.Inputs.Select(input => input.Name).ToHashSet(StringComparer.Ordinal);
        var (seen, waiting, isReached) = (new HashSet<string>(StringComparer.Ordinal), new Stack<string>([output]), false);
        while (waiting.TryPop(out var value))
        {
            if (node.Outputs.Contains(value))
            {
                isReached = true;
                continue;
            }
            if (inputs.Contains(value))
                return false;
            if (seen.Add(value) && givers.TryGetValue(value, out var giver))
                foreach (var taken in giver.Inputs)
                    waiting.Push(taken);
        }
        return isReached;
    }

    private static (IFeatureAttributor Attributor, string Note) Trees(OnnxNode node, ExplainerOptions options, int featureCount, Func<string, FeatureMatrix?> reference)
    {
        var count = EnsembleReader.TargetCount(node);
        var target = options.Target ?? (count == 2 && node.Operator == "TreeEnsembleClassifier" ? 1 : 0);
        if (target < 0 || target >= Math.Max(1, count))
            throw new SakerException(ErrorKind.InvalidInput, $"The model has {Math.Max(1, count)} targets or classes, numbered from 0; there is no {target}.", "target");
        var sum = EnsembleReader.Read(node, target);
        if (sum.FeatureCount > featureCount)
            throw new SakerException(ErrorKind.InvalidInput, $"The trees of node '{node.Name}' ask for the feature {sum.FeatureCount - 1}; it is given {featureCount}.");
        if (sum.Covers == CoverSource.Halves && reference(node.Inputs[0]) is { RowCount: > 0 } rows)
            sum = sum.CountedOn(rows);
        return (new TreeShap(sum), sum.Covers switch
        {
            CoverSource.Recorded => "The base is the average over the training rows, by the covers that the trees record.",
            CoverSource.Counted => "The base is the average over the reference rows, which were counted through the trees.",
            _ => "The model does not record how its training rows went through the trees, so every branch counts as half and half: give reference rows for an average over them.",
        });
    }

    // Log odds where a sigmoid follows, probability where the value itself is one; plain when nothing else follows.
    private static (ExplainedUnit Unit, bool IsPlain) FindUnit(OnnxModel model, OnnxNode node, string margin, string output)
    {
        if (node.FindAttribute("post_transform")?.Text is { } transform && transform != "NONE")
            return transform == "LOGISTIC" ? (ExplainedUnit.LogOdds, true) : (ExplainedUnit.Value, false);
        var followsSigmoid = model.Graph.Nodes.Any(taker => taker.Operator == "Sigmoid" && taker.Inputs[0] == margin);
        var unit = followsSigmoid ? ExplainedUnit.LogOdds : output == ModelGraph.ProbabilityName ? ExplainedUnit.Probability : ExplainedUnit.Value;
        var sigmoids = 0;
        for (var value = output; value != margin;)
        {
            if (model.Graph.Nodes.FirstOrDefault(giver => giver.Outputs.Contains(value)) is not { Operator: "Identity" or "Cast" or "Sigmoid" or "Clip" or "Reshape" or "Squeeze" or "Flatten" } step)
                return (unit, false);
            sigmoids += step.Operator == "Sigmoid" ? 1 : 0;
            value = step.Inputs[0];
        }
        return (unit, sigmoids == (followsSigmoid ? 1 : 0));
    }
}
