using System.Collections.Frozen;
using Saker.Onnx.Plans.Steps;
using Saker.Onnx.Reading;

namespace Saker.Onnx.Plans;

/// <summary>Operators of the domain <c>ai.onnx.ml</c>: tables and trees.</summary>
internal static class TableOperators
{
    public static void AddLookup(PlanDraft draft, OnnxNode node)
    {
        var value = draft.Rows(node.Inputs[0]);
        if (node.FindAttribute("values_strings") is { } texts)
            AddLookup(draft, node, value, PlanDraft.Bytes(texts.Texts), PlanDraft.Utf8(node.FindAttribute("default_string")?.Text ?? "_Unused").AsMemory());
        else if (node.FindAttribute("values_floats") is { } numbers)
            AddLookup(draft, node, value, [.. numbers.Floats], node.FindAttribute("default_float")?.Float ?? -0f);
        else if (node.FindAttribute("values_int64s") is { } wholes)
            AddLookup(draft, node, value, [.. wholes.Integers], node.FindAttribute("default_int64")?.Integer ?? -1);
        else
            throw new PlanException("gives values of another type");
    }

    public static void AddOneHot(PlanDraft draft, OnnxNode node)
    {
        var value = draft.Rows(node.Inputs[0], ElementType.Int64);
        if (value.Width != 1 || node.FindAttribute("cats_int64s") is not { } categories || (node.FindAttribute("zeros")?.Integer ?? 1) != 1 || categories.Integers.Distinct().Count() != categories.Integers.Count)
            throw new PlanException("takes no single column of whole numbers");
        var result = draft.New(ElementType.Float32, categories.Integers.Count);
        draft.Steps.Add(new OneHotStep(value, categories.Integers, result));
        draft.SetDeep(node.Outputs[0], result);
    }

    public static void AddTrees(PlanDraft draft, OnnxNode node)
    {
        var features = draft.Rows(node.Inputs[0], ElementType.Float32);
        var targetCount = node.FindAttribute("n_targets")?.Integer is null or (> 0 and <= int.MaxValue) ? (int)(node.FindAttribute("n_targets")?.Integer ?? 1) : throw new PlanException("has no targets");
        var start = node.FindAttribute("base_values")?.Floats ?? [];
        if ((node.FindAttribute("aggregate_function")?.Text ?? "SUM") != "SUM" || (node.FindAttribute("post_transform")?.Text ?? "NONE") != "NONE" || (start.Count > 0 && (start.Count > 1 || targetCount > 1)))
            throw new PlanException("does not just sum leaves");
        var (nodes, roots) = TreeReader.Read(node, features.Width, targetCount);
        var result = draft.New(ElementType.Float32, targetCount);
        draft.Steps.Add(new TreesStep(features, nodes, roots, start.Count > 0 ? start[0] : 0, result));
        draft.Set(node.Outputs[0], result);
    }

    private static void AddLookup<TValue>(PlanDraft draft, OnnxNode node, PlanValue value, TValue[] values, TValue otherwise)
    {
        var result = draft.New(typeof(TValue) == typeof(ReadOnlyMemory<byte>) ? ElementType.Text : ElementTypes.Of<TValue>(), value.Width);
        if (value.Type == ElementType.Text && node.FindAttribute("keys_strings") is { } texts)
            draft.Steps.Add(new TextLookupStep<TValue>(value, Pairs(texts.Texts, values).Select(pair => KeyValuePair.Create(PlanDraft.Utf8(pair.Key), pair.Value)), otherwise, result));
        else if (value.Type == ElementType.Int64 && node.FindAttribute("keys_int64s") is { } wholes)
            draft.Steps.Add(new WholeLookupStep<TValue>(value, Pairs(wholes.Integers, values).ToFrozenDictionary(), otherwise, result));
        else
            throw new PlanException($"looks up {value.Type}");
        draft.Set(node.Outputs[0], result);
    }

    private static Dictionary<TKey, TValue> Pairs<TKey, TValue>(IReadOnlyList<TKey> keys, TValue[] values)
        where TKey : notnull
    {
        var pairs = new Dictionary<TKey, TValue>(keys.Count);
        if (keys.Count != values.Length)
            throw new PlanException("has not one value for each key");
        for (var i = 0; i < values.Length; i++)
            if (!pairs.TryAdd(keys[i], values[i]))
                throw new PlanException("has a key twice");
        return pairs;
    }
}
