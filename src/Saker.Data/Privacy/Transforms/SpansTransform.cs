using System.Text;
using Saker.Data.Privacy.Detectors;

namespace Saker.Data.Privacy.Transforms;

/// <summary>Does something to the spans that a scanner finds, and leaves the text around them.</summary>
internal sealed class SpansTransform(TextScanner scanner, string context, ColumnTransform inner) : ColumnTransform
{
    public override string Apply(string text)
    {
        var spans = scanner.Scan(text, context);
        if (spans.Count == 0)
            return text;
        var result = new StringBuilder(text.Length);
        var from = 0;
        foreach (var span in spans)
        {
            result.Append(text, from, span.Start - from).Append(inner.Apply(text[span.Start..span.End]) ?? $"[{span.Type}]");
            from = span.End;
        }
        return result.Append(text, from, text.Length - from).ToString();
    }

    public override void Dispose() => inner.Dispose();
}
