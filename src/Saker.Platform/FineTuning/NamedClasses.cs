using System.Globalization;
using Saker.Data;
using Saker.Learning.Models;
using Saker.Onnx;

namespace Saker.Platform.FineTuning;

/// <summary>The two classes of a graph that decides by one number and tells them by name, as those of trained classifiers do: it learns from 0 and 1, and is judged by the names.</summary>
internal sealed record NamedClasses(string Negative, string Positive)
{
    /// <summary>The classes that a signature names; null where it names none, or where the output by which the graph learns has a number for each.</summary>
    public static NamedClasses? Of(Signature signature, TensorSpec output) =>
        output.Shape is [_] or [_, 1] && signature.Outputs.FirstOrDefault(own => own.Name == ModelGraph.LabelName)?.Categories is [var negative, var positive] ? new(negative, positive) : null;

    /// <summary>Rows in parts: those to learn from with 0 and 1 as the target, those held out with the names.</summary>
    /// <exception cref="SakerException">An answer is missing, or neither a class by name nor by its place.</exception>
    public RowParts Split(Table rows, string target)
    {
        var answers = Read(rows.Get(target));
        var learned = RowParts.Of(With(Column.OfNumbers(target, Array.ConvertAll(answers, isPositive => isPositive ? 1.0 : 0))));
        return learned with { HeldOut = RowParts.Of(With(Column.Of<string>(target, Array.ConvertAll(answers, isPositive => isPositive ? Positive : Negative)))).HeldOut };

        Table With(Column answer) => new(rows.Columns.Select(column => column.Name == target ? answer : column));
    }

    private bool[] Read(Column target)
    {
        var words = target is Column<string> texts
            ? texts.Values.ToArray()
            : target.Type.IsNumeric()
                ? Array.ConvertAll(target.ToFloat64(), value => value.ToString("R", CultureInfo.InvariantCulture))
                : throw new SakerException(ErrorKind.InvalidInput, $"The model tells '{Negative}' from '{Positive}', and the target '{target.Name}' is {target.Type.Name()}. Give the names as the target.", "target");
        // Names go first: those of some models are numbers themselves.
        var (negative, positive) = words.Any(word => word == Negative || word == Positive) ? (Negative, Positive) : ("0", "1");
        for (var row = 0; row < words.Length; row++)
            if (target.IsNull(row) || (words[row] != negative && words[row] != positive))
                throw new SakerException(ErrorKind.InvalidInput, $"The model tells '{Negative}' (0) from '{Positive}' (1), and the target '{target.Name}' has '{(target.IsNull(row) ? "" : words[row])}' in row {row + 1}. Give the names, or 0 and 1.", "target");
        return Array.ConvertAll(words, word => word == positive);
    }
}
