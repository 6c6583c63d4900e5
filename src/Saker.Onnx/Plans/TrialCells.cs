using System.Text;
using Saker.Onnx.Batches;

namespace Saker.Onnx.Plans;

/// <summary>
/// Makes up rows for a graph, the same ones each time: first rows of one odd value throughout, then rows that miss one value, then numbers and texts that the
/// graph compares with, what lies beside them, and any others.
/// </summary>
internal sealed class TrialCells
{
    // Of large tables and forests these many are drawn from.
    private const int MaxKnown = 20_000;

    private static readonly double[] s_odd = [0, -0.0, double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1, -1, 0.5, 1e-310, 1e300, -1e300, 1e-40, 3e38, long.MaxValue];
    private static readonly long[] s_oddWholes = [0, 1, -1, long.MaxValue, long.MinValue, (1 << 24) + 1, (1L << 53) + 1, int.MinValue];
    private static readonly string[] s_oddTexts = ["", "?", " ", "no such text", "\u00e9\U0001F600"];

    private readonly Random _random = new(20);
    private readonly List<double> _numbers = [];
    private readonly List<long> _wholes = [];
    private readonly List<byte[]> _texts = [];
    private readonly byte[][] _oddTexts = [.. s_oddTexts.Select(Encoding.UTF8.GetBytes)];

    public TrialCells(OnnxModel model)
    {
        foreach (var initializer in model.Graph.Initializers)
            Add(initializer.Read());
        foreach (var attribute in model.Graph.Nodes.SelectMany(node => node.Attributes))
        {
            if (attribute is { Name: "keys_strings" })
                _texts.AddRange(Some(attribute.Texts).Select(Encoding.UTF8.GetBytes));
            else if (attribute is { Name: "keys_int64s" or "cats_int64s" })
                _wholes.AddRange(Some(attribute.Integers));
            else if (attribute is { Name: "nodes_values" })
                _numbers.AddRange(Some(attribute.Floats).Select(number => (double)number));
        }
        _numbers.AddRange(_wholes.Select(whole => (double)whole));
    }

    /// <summary>Gives every cell of a request another value.</summary>
    /// <param name="inputs">Laid out for so many rows.</param>
    /// <param name="rows">Where there are many, all kinds of rows are among them.</param>
    public void Fill(ReadOnlySpan<TensorBuffer> inputs, int rows)
    {
        for (var input = 0; input < inputs.Length; input++)
        {
            var width = inputs[input].Count / rows;
            for (var i = 0; i < inputs[input].Count; i++)
            {
                var (row, column) = (i / width, i % width);
                var turn = row - s_odd.Length;
                if (rows > 1 && turn < 0)
                    SetOdd(inputs[input], i, row);
                else if (rows > 1 && turn < 2 * inputs.Length && turn % inputs.Length == input && column == turn / inputs.Length % width)
                    SetOdd(inputs[input], i, turn < inputs.Length ? 2 : 0);
                else
                    Set(inputs[input], i);
            }
        }
    }

    private void SetOdd(TensorBuffer buffer, int index, int which)
    {
        if (buffer.Type == ElementType.Text)
            buffer.SetText(index, _oddTexts[which % _oddTexts.Length]);
        else
            Write(buffer, index, s_odd[which], s_oddWholes[which % s_oddWholes.Length]);
    }

    private void Set(TensorBuffer buffer, int index)
    {
        if (buffer.Type != ElementType.Text)
            Write(buffer, index, Number(), Whole());
        else if (_texts.Count == 0 || _random.Next(4) == 0)
            buffer.SetText(index, _oddTexts[_random.Next(_oddTexts.Length)]);
        else
            buffer.SetText(index, _texts[_random.Next(_texts.Count)]);
    }

    private void Write(TensorBuffer buffer, int index, double number, long whole)
    {
        switch (buffer.Type)
        {
            case ElementType.Float32:
                buffer.Elements<float>()[index] = (float)number;
                break;
            case ElementType.Float64:
                buffer.Elements<double>()[index] = number;
                break;
            case ElementType.Int64:
                buffer.Elements<long>()[index] = whole;
                break;
            default:
                buffer.Elements<bool>()[index] = (whole & 1) == 1;
                break;
        }
    }

    private static IEnumerable<T> Some<T>(IReadOnlyList<T> all)
    {
        var step = Math.Max(1, all.Count / MaxKnown);
        for (var i = 0; i < all.Count; i += step)
            yield return all[i];
    }

    private void Add(Tensor tensor)
    {
        switch (tensor.Type)
        {
            case ElementType.Float32:
                _numbers.AddRange(Some(tensor.Span<float>().ToArray()).Select(number => (double)number));
                break;
            case ElementType.Float64:
                _numbers.AddRange(Some(tensor.Span<double>().ToArray()));
                break;
            case ElementType.Int64:
                _wholes.AddRange(Some(tensor.Span<long>().ToArray()));
                break;
        }
    }

    private long Whole() => _random.Next(8) switch
    {
        0 => s_oddWholes[_random.Next(s_oddWholes.Length)],
        1 or 2 => _random.Next(-3, 100),
        3 => unchecked(KnownWhole() + 1),
        4 => unchecked(KnownWhole() - 1),
        _ => KnownWhole(),
    };

    private long KnownWhole() => _wholes.Count == 0 ? _random.Next(-3, 100) : _wholes[_random.Next(_wholes.Count)];

    private double Number()
    {
        var chance = _random.Next(10);
        if (chance == 0)
            return s_odd[_random.Next(s_odd.Length)];
        if (chance < 4 || _numbers.Count == 0)
            return Math.Round((_random.NextDouble() - 0.3) * Math.Pow(10, _random.Next(-2, 5)), _random.Next(4));
        var known = _numbers[_random.Next(_numbers.Count)];
        return chance switch
        {
            4 => Math.BitIncrement(known),
            5 => Math.BitDecrement(known),
            6 => MathF.BitIncrement((float)known),
            7 => MathF.BitDecrement((float)known),
            _ => known,
        };
    }
}
