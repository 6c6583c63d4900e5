using Saker.Learning.Models;
using Saker.Onnx;
using Saker.Onnx.Batches;

namespace Saker.Platform.Rollouts.Evidence;

/// <summary>
/// Whether two versions say the same of a row. Where both give labels (texts or whole numbers), by those; where both give a probability and no label, by the side of one half; else by numbers,
/// which are the same within a hundredth of their size, or a millionth. Versions without an output in common agree on nothing.
/// </summary>
internal static class AnswerComparison
{
    private const double Closeness = 0.01;
    private const double Half = 0.5;
    private const int MaxShown = 4;
    private const int MaxLength = 100;

    // What is left of numbers that should be 0: versions compute it otherwise, and nobody means it.
    private const double Floor = 1e-6;

    /// <summary>How many of the rows are answered otherwise.</summary>
    public static int CountDisagreeing(IReadOnlyList<TensorSpec> left, ReadOnlySpan<TensorBuffer> leftOutputs, IReadOnlyList<TensorSpec> right, ReadOnlySpan<TensorBuffer> rightOutputs, int rows)
    {
        var (one, other) = Find(left, right);
        if (one < 0 || one >= leftOutputs.Length || other >= rightOutputs.Length || rows <= 0)
            return Math.Max(rows, 0);
        var (first, second) = (leftOutputs[one], rightOutputs[other]);
        var (width, otherWidth) = (first.Count / rows, second.Count / rows);
        if (width == 0 || width != otherWidth)
            return rows;
        var isProbability = left[one].Name == ModelGraph.ProbabilityName && width == 1;
        var count = 0;
        for (var row = 0; row < rows; row++)
            if (!AreSame(first, second, row * width, width, isProbability))
                count++;
        return count;
    }

    /// <summary>The first row that is answered otherwise, as people read it; null where there is none that can be shown.</summary>
    public static (int Row, string Output, string Left, string Right)? FindDisagreeing(IReadOnlyList<TensorSpec> left, ReadOnlySpan<TensorBuffer> leftOutputs, IReadOnlyList<TensorSpec> right, ReadOnlySpan<TensorBuffer> rightOutputs, int rows)
    {
        var (one, other) = Find(left, right);
        if (one < 0 || one >= leftOutputs.Length || other >= rightOutputs.Length || rows <= 0)
            return null;
        var (first, second) = (leftOutputs[one], rightOutputs[other]);
        var width = first.Count / rows;
        if (width == 0 || width != second.Count / rows)
            return null;
        for (var row = 0; row < rows; row++)
            if (!AreSame(first, second, row * width, width, left[one].Name == ModelGraph.ProbabilityName && width == 1))
                return (row, left[one].Name, Words(first, row * width, width), Words(second, row * width, width));
        return null;
    }

    private static string Words(TensorBuffer tensor, int from, int width)
    {
        var words = string.Join(", ", Enumerable.Range(from, Math.Min(width, MaxShown)).Select(place => tensor.Type switch
        {
            ElementType.Text => System.Text.Encoding.UTF8.GetString(tensor.Text(place)),
            ElementType.Float32 or ElementType.Float64 => NumberAt(tensor, place).ToString("G6", System.Globalization.CultureInfo.InvariantCulture),
            _ => NumberAt(tensor, place).ToString("0", System.Globalization.CultureInfo.InvariantCulture),
        }));
        return words.Length > MaxLength || width > MaxShown ? $"{words[..Math.Min(words.Length, MaxLength)]}\u2026" : words;
    }

    // Labels first, then probabilities, then whatever has the same name and is no less comparable.
    private static (int Left, int Right) Find(IReadOnlyList<TensorSpec> left, IReadOnlyList<TensorSpec> right)
    {
        var found = (-1, -1);
        var best = 0;
        for (var i = 0; i < left.Count; i++)
        {
            for (var j = 0; j < right.Count; j++)
            {
                if (left[i].Name != right[j].Name || RankOf(left[i], right[j]) is not (var rank and > 0) || rank <= best)
                    continue;
                (found, best) = ((i, j), rank);
            }
        }
        return found;
    }

    private static int RankOf(TensorSpec left, TensorSpec right)
    {
        if (IsLabel(left.Type) != IsLabel(right.Type) || (left.Type == ElementType.Text) != (right.Type == ElementType.Text) || !(IsLabel(left.Type) || (IsReal(left.Type) && IsReal(right.Type))))
            return 0;
        return left.Name == ModelGraph.LabelName ? 4 : IsLabel(left.Type) ? 3 : left.Name == ModelGraph.ProbabilityName ? 2 : 1;
    }

    private static bool IsLabel(ElementType type) => type is ElementType.Text or ElementType.Int64 or ElementType.Int32 or ElementType.Boolean;

    private static bool IsReal(ElementType type) => type is ElementType.Float32 or ElementType.Float64;

    private static bool AreSame(TensorBuffer left, TensorBuffer right, int from, int width, bool isProbability)
    {
        for (var i = from; i < from + width; i++)
        {
            if (left.Type == ElementType.Text)
            {
                if (!left.Text(i).SequenceEqual(right.Text(i)))
                    return false;
                continue;
            }
            var (one, other) = (NumberAt(left, i), NumberAt(right, i));
            if (isProbability ? one >= Half != other >= Half : !AreClose(one, other, IsLabel(left.Type)))
                return false;
        }
        return true;
    }

    private static bool AreClose(double one, double other, bool isLabel) =>
        isLabel ? one == other : one.Equals(other) || Math.Abs(one - other) <= Math.Max(Floor, Closeness * Math.Max(Math.Abs(one), Math.Abs(other)));

    private static double NumberAt(TensorBuffer tensor, int place) => tensor.Type switch
    {
        ElementType.Float32 => tensor.Elements<float>()[place],
        ElementType.Float64 => tensor.Elements<double>()[place],
        ElementType.Int64 => tensor.Elements<long>()[place],
        ElementType.Int32 => tensor.Elements<int>()[place],
        _ => tensor.Bytes[place],
    };
}
