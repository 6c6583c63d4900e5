using System.Buffers;
using System.Text;

namespace Saker.Data.Sinks;

/// <summary>Writes records as RFC 4180 has them, in UTF-8 with LF. A missing value is an empty field, an empty text a pair of quotes.</summary>
internal sealed class CsvWriter : IDisposable
{
    private readonly StreamWriter _writer;
    private readonly SearchValues<char> _quoted;
    private readonly char _delimiter;
    private readonly bool _isOneColumn;

    public CsvWriter(Stream stream, IEnumerable<string> names, char delimiter = ',')
    {
        string[] all = [.. names];
        _writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: false), 1 << 16, leaveOpen: true);
        _quoted = SearchValues.Create([delimiter, '"', '\r', '\n']);
        _delimiter = delimiter;
        _isOneColumn = all.Length == 1;
        Write(all);
    }

    public void Write(IEnumerable<string?> fields)
    {
        var isFirst = true;
        foreach (var field in fields)
        {
            if (!isFirst)
                _writer.Write(_delimiter);
            isFirst = false;
            Write(field);
        }
        _writer.Write('\n');
    }

    public void Dispose() => _writer.Dispose();

    private void Write(string? field)
    {
        // A line without anything would be no record.
        if (field is null && !_isOneColumn)
            return;
        var text = field ?? "";
        if (text.Length > 0 && text.AsSpan().IndexOfAny(_quoted) < 0)
        {
            _writer.Write(text);
            return;
        }
        _writer.Write('"');
        _writer.Write(text.Replace("\"", "\"\"", StringComparison.Ordinal));
        _writer.Write('"');
    }
}
