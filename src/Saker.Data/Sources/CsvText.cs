namespace Saker.Data.Sources;

/// <summary>A CSV file that the engine reads: in UTF-8, with the usual quotes. What has others is rewritten to a temporary file.</summary>
internal sealed class CsvText(string fullPath, char? delimiter, IDisposable owned) : IDisposable
{
    public string FullPath => fullPath;

    /// <summary>What divides its fields, where that is known.</summary>
    public char? Delimiter => delimiter;

    public static CsvText Open(CsvSource source, CancellationToken cancellationToken)
    {
        var text = PlainText.Open(source, cancellationToken);
        if (source.HasUsualQuotes)
            return new CsvText(text.FullPath, source.Delimiter, text);
        using (text)
        {
            var head = CsvHead.Read(source, text.FullPath, source.DialectOf, source.Delimiter);
            var temporary = CsvRewriter.Rewrite(source, text.FullPath, source.DialectOf(head.Delimiter), head.Names.Count, cancellationToken);
            return new CsvText(temporary.FullPath, ',', temporary);
        }
    }

    public void Dispose() => owned.Dispose();
}
