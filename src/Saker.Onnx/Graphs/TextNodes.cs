namespace Saker.Onnx.Graphs;

/// <summary>Questions asked of text. They compare code point by code point: case and accents matter.</summary>
public static class TextNodes
{
    /// <summary>True where the text is <paramref name="text"/>.</summary>
    public static Value TextEquals(this GraphBuilder graph, Value value, string text) => graph.TextIsOneOf(value, [text]);

    /// <summary>True where the text is empty: the form in which missing text enters a graph.</summary>
    public static Value IsEmptyText(this GraphBuilder graph, Value value) => graph.TextIsOneOf(value, [""]);

    /// <summary>True where the text is one of <paramref name="texts"/>.</summary>
    public static Value TextIsOneOf(this GraphBuilder graph, Value value, IReadOnlyList<string> texts)
    {
        // Operator set 17 cannot compare text; a map of the sought texts to 1 and all others to 0 can.
        string[] sought = [.. texts.Distinct(StringComparer.Ordinal)];
        var found = graph.LabelEncoder(value, sought, [.. sought.Select(_ => 1L)], 0L);
        return graph.Cast(found, ElementType.Boolean);
    }
}
