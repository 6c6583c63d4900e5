using System.Text;
using Saker.Data;

namespace Saker.Server.Http.Mlflow.Scoring;

/// <summary>The records of a CSV text (RFC 4180): fields by commas, in double quotes where they hold commas, quotes or line breaks.</summary>
internal sealed class CsvRecords(string text)
{
    private readonly StringBuilder _field = new();
    private int _at;

    /// <summary>The next record's fields; null at the end. Empty lines are passed over.</summary>
    /// <exception cref="SakerException">A quote is not closed, or something follows one.</exception>
    public List<string>? Next()
    {
        while (_at < text.Length && text[_at] is '\r' or '\n')
            _at++;
        if (_at >= text.Length)
            return null;
        List<string> fields = [];
        while (true)
        {
            fields.Add(ReadField());
            if (_at >= text.Length)
                return fields;
            var separator = text[_at++];
            if (separator == ',')
                continue;
            if (separator == '\r' && _at < text.Length && text[_at] == '\n')
                _at++;
            return fields;
        }
    }

    private string ReadField() => _at < text.Length && text[_at] == '"' ? ReadQuoted() : ReadPlain();

    private string ReadPlain()
    {
        var end = text.AsSpan(_at).IndexOfAny(',', '\r', '\n');
        var field = end < 0 ? text[_at..] : text.Substring(_at, end);
        _at += field.Length;
        return field;
    }

    private string ReadQuoted()
    {
        var start = _at++;
        _field.Clear();
        while (true)
        {
            var end = text.IndexOf('"', _at);
            if (end < 0)
                throw new SakerException(ErrorKind.InvalidInput, $"The quote at character {start} is not closed.", "body");
            _field.Append(text, _at, end - _at);
            _at = end + 1;
            if (_at >= text.Length || text[_at] is ',' or '\r' or '\n')
                return _field.ToString();
            if (text[_at] != '"')
                throw new SakerException(ErrorKind.InvalidInput, $"Something follows the closing quote at character {end}; a quote within quotes is written twice.", "body");
            _field.Append('"');
            _at++;
        }
    }
}
