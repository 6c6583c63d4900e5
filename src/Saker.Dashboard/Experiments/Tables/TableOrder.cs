namespace Saker.Dashboard.Experiments.Tables;

/// <summary>By what a table is sorted, however somebody wrote it: <c>metrics.auc DESC</c>, <c>metric.`auc`</c> and <c>metrics."auc" ASC</c> name one column.</summary>
internal static class TableOrder
{
    /// <summary>The field as columns name theirs, and whether the greatest stand first.</summary>
    public static (string Field, bool IsDescending) Read(string order)
    {
        var text = order.Trim();
        var isDescending = Ends(ref text, " DESC");
        if (!isDescending)
            Ends(ref text, " ASC");
        return (FieldOf(text.TrimEnd()), isDescending);
    }

    private static bool Ends(ref string text, string word)
    {
        if (!text.EndsWith(word, StringComparison.OrdinalIgnoreCase))
            return false;
        text = text[..^word.Length];
        return true;
    }

    private static string FieldOf(string text)
    {
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0)
            return text;
        var key = Unquoted(text[(dot + 1)..]);
        return text[..dot] switch
        {
            "metrics" or "metric" => new RunColumn(RunColumn.Metrics, key).Field,
            "params" or "param" or "parameters" or "parameter" => new RunColumn(RunColumn.Parameters, key).Field,
            "tags" or "tag" => new RunColumn(RunColumn.Tags, key).Field,
            "attributes" or "attribute" or "attr" or "run" => key,
            _ => text,
        };
    }

    private static string Unquoted(string key) => key is ['"', .., '"'] or ['`', .., '`']
        ? key[1..^1].Replace(new string(key[0], 2), key[..1], StringComparison.Ordinal)
        : key;
}
