using Saker.Onnx.Plans.Steps;
using Saker.Onnx.Reading;
using static Saker.Onnx.Plans.Steps.Elementwise;

namespace Saker.Onnx.Plans;

/// <summary>Operators that choose, join and part columns.</summary>
internal static class ColumnOperators
{
    public static void AddWhere(PlanDraft draft, OnnxNode node)
    {
        var (condition, whenTrue, whenFalse) = (draft.Operand(node.Inputs[0]), draft.Operand(node.Inputs[1]), draft.Operand(node.Inputs[2]));
        if (whenTrue.Type != whenFalse.Type || condition.Type != ElementType.Boolean)
            throw new PlanException($"chooses between {whenTrue.Type} and {whenFalse.Type}");
        var result = draft.New(whenTrue.Type, PlanDraft.CommonWidth(condition, whenTrue, whenFalse));
        draft.Steps.Add(whenTrue.Type switch
        {
            ElementType.Float32 => new WhereStep<float, ChosenNumber<float>>(condition, whenTrue, whenFalse, result),
            ElementType.Float64 => new WhereStep<double, ChosenNumber<double>>(condition, whenTrue, whenFalse, result),
            ElementType.Int64 => new WhereStep<long, ChosenNumber<long>>(condition, whenTrue, whenFalse, result),
            ElementType.Text => new WhereStep<ReadOnlyMemory<byte>, ChosenText>(condition, whenTrue, whenFalse, result),
            _ => throw new PlanException($"chooses between {whenTrue.Type}"),
        });
        draft.Set(node.Outputs[0], result);
    }

    public static void AddConcat(PlanDraft draft, OnnxNode node)
    {
        RequireColumns(node);
        PlanValue[] parts = [.. node.Inputs.Select(name => draft.Rows(name))];
        if (Array.Exists(parts, part => part.Type != parts[0].Type))
            throw new PlanException("joins different types");
        var result = draft.New(parts[0].Type, parts.Sum(part => part.Width));
        draft.Steps.Add(result.Type switch
        {
            ElementType.Float32 => new ConcatStep<float>(parts, result),
            ElementType.Float64 => new ConcatStep<double>(parts, result),
            ElementType.Int64 => new ConcatStep<long>(parts, result),
            ElementType.Boolean => new ConcatStep<bool>(parts, result),
            _ => new ConcatStep<ReadOnlyMemory<byte>>(parts, result),
        });
        draft.Set(node.Outputs[0], result);
    }

    /// <summary>Columns by constant places, or elements of a constant list by the places of largest numbers.</summary>
    public static void AddGather(PlanDraft draft, OnnxNode node)
    {
        if (draft.IsConstant(node.Inputs[0]))
        {
            AddPick(draft, node);
            return;
        }
        RequireColumns(node);
        var value = draft.Rows(node.Inputs[0]);
        var places = draft.Constant(node.Inputs[1]);
        if (places.Type != ElementType.Int64 || places.Shape.Count != 1)
            throw new PlanException("chooses in another shape than rows and columns");
        var columns = new int[places.Count];
        for (var i = 0; i < columns.Length; i++)
        {
            var place = places.Span<long>()[i];
            columns[i] = place >= -value.Width && place < value.Width ? (int)(place < 0 ? place + value.Width : place) : throw new PlanException($"chooses column {place} of {value.Width}");
        }
        draft.Set(node.Outputs[0], AddColumns(draft, value, columns));
    }

    public static void AddSplit(PlanDraft draft, OnnxNode node)
    {
        RequireColumns(node);
        var value = draft.Rows(node.Inputs[0]);
        var count = node.Outputs.Count;
        long[] widths = node.Inputs.Count > 1 && node.Inputs[1].Length > 0 ? draft.Constant(node.Inputs[1]).Span<long>().ToArray() : [.. Enumerable.Repeat((long)value.Width / count, count)];
        if (widths.Length != count || widths.Sum() != value.Width || Array.Exists(widths, width => width < 1))
            throw new PlanException("parts columns unevenly");
        var first = 0;
        for (var i = 0; i < count; i++)
        {
            var part = AddColumns(draft, value, [.. Enumerable.Range(first, (int)widths[i])]);
            if (node.Outputs[i].Length > 0)
                draft.Set(node.Outputs[i], part);
            first += (int)widths[i];
        }
    }

    /// <summary>To rows and columns that it has already.</summary>
    public static void AddReshape(PlanDraft draft, OnnxNode node)
    {
        var value = draft.AnyRows(node.Inputs[0]);
        var shape = draft.Constant(node.Inputs[1]);
        if (shape.Type != ElementType.Int64 || shape.Span<long>() is not [-1, var width] || width != value.Width)
            throw new PlanException("gives another shape than rows and columns");
        draft.Set(node.Outputs[0], value);
    }

    private static void AddPick(PlanDraft draft, OnnxNode node)
    {
        var list = draft.Constant(node.Inputs[0]);
        var places = draft.Rows(node.Inputs[1], ElementType.Int64);
        // Places that a caller could choose may lie beyond the list.
        if ((node.FindAttribute("axis")?.Integer ?? 0) != 0 || list.Shape.Count != 1 || !draft.ArePlacesIn(places, list.Count))
            throw new PlanException("chooses by places that may lie beyond the list");
        var result = draft.New(list.Type, places.Width);
        draft.Steps.Add(list.Type switch
        {
            ElementType.Float32 => new PickStep<float>((float[])list.Data, places, result),
            ElementType.Int64 => new PickStep<long>((long[])list.Data, places, result),
            ElementType.Text => new PickStep<ReadOnlyMemory<byte>>(PlanDraft.Bytes((string[])list.Data), places, result),
            _ => throw new PlanException($"chooses among {list.Type}"),
        });
        draft.Set(node.Outputs[0], result);
    }

    private static PlanValue AddColumns(PlanDraft draft, PlanValue value, int[] columns)
    {
        var result = draft.New(value.Type, columns.Length);
        draft.Steps.Add(value.Type switch
        {
            ElementType.Float32 => new ColumnsStep<float>(value, columns, result),
            ElementType.Float64 => new ColumnsStep<double>(value, columns, result),
            ElementType.Int64 => new ColumnsStep<long>(value, columns, result),
            ElementType.Boolean => new ColumnsStep<bool>(value, columns, result),
            _ => new ColumnsStep<ReadOnlyMemory<byte>>(value, columns, result),
        });
        return result;
    }

    private static void RequireColumns(OnnxNode node)
    {
        if ((node.FindAttribute("axis")?.Integer ?? 0) is not (1 or -1))
            throw new PlanException("works along another axis than columns");
    }
}
