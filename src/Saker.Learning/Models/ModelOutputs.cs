using Saker.Data;

namespace Saker.Learning.Models;

/// <summary>What a model that was trained here gives, as columns of a table: the probability of each of several classes is a column of its own.</summary>
public static class ModelOutputs
{
    /// <summary>What the names of such columns begin with; the class follows.</summary>
    public const string ProbabilityPrefix = ModelGraph.ProbabilityName + "_";

    /// <summary>The classes of a classifier of several classes, in the order of their probabilities; null of any other model.</summary>
    public static IReadOnlyList<string>? ClassesOf(Signature signature) =>
        signature.Outputs.Any(output => output is { Name: ModelGraph.ProbabilitiesName, Shape: [< 0, _] })
            && signature.Outputs.FirstOrDefault(output => output.Name == ModelGraph.LabelName)?.Categories is { } classes
            && signature.Outputs.First(output => output.Name == ModelGraph.ProbabilitiesName).Shape![1] == classes.Count ? classes : null;

    /// <summary>Whether the model gives one number for a row and nothing else, as those trained here on numbers do.</summary>
    public static bool IsRegression(Signature signature) => signature.Outputs is [{ Name: ModelGraph.PredictionName, Type: ColumnType.Float32, Shape: null, Element: null }];

    /// <summary>The columns of numbers that it gives for a row, by name and in order.</summary>
    public static IReadOnlyList<string> NumbersOf(Signature signature) => ClassesOf(signature) is { } classes
        ? [.. classes.Select(name => ProbabilityPrefix + name)]
        : [.. signature.Outputs.Where(output => output.Type.IsNumeric() && output.Shape is null).Select(output => output.Name)];
}
