using System.Text.Unicode;

namespace Saker.Data.Sources;

/// <summary>
/// Reads delimited records byte by byte, to learn the header and to say where a broken file is broken. Rows are read by the engine,
/// which is many times faster but tells less.
/// </summary>
internal sealed class CsvScanner(Stream stream, CsvDialect dialect)
{
    private const int End = -1;

    private readonly byte[] _buffer = new byte[64 * 1024];
    private readonly List<byte> _field = [];
    private int _filled;
    private int _at;
    private long _nextLine = 1;
    private int _recordBytes;
    private string? _lineEnd;

    /// <summary>The line on which the last record begins, from 1.</summary>
    public long Line { get; private set; }

    /// <summary>Bytes taken from the stream so far.</summary>
    public long Position { get; private set; }

    /// <summary>What is wrong with the last record; once set, reading on makes no sense.</summary>
    public CsvFault? Fault { get; private set; }

    /// <summary>Reads the next record into <paramref name="fields"/>, the raw bytes of each; an empty line gives one empty field. False at the end or at a fault.</summary>
    public bool Read(List<byte[]> fields)
    {
        fields.Clear();
        SkipComments();
        Line = _nextLine;
        _recordBytes = 0;
        if (Peek() == End)
            return false;
        while (true)
        {
            var next = Peek() == dialect.Quote ? ReadQuoted(fields.Count + 1) : ReadBare(fields.Count + 1);
            if (Fault is not null)
                return false;
            if (!Utf8.IsValid(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_field)))
                return Fail(fields.Count + 1, "these bytes are not UTF-8; declare the encoding of the file, such as windows-1252, or save it in UTF-8.");
            fields.Add([.. _field]);
            _field.Clear();
            if (next != dialect.Delimiter)
                return EndRecord(next);
        }
    }

    private void SkipComments()
    {
        while (dialect.Comment is { } comment && Peek() == comment)
        {
            int next;
            do
                next = Take();
            while (next is not (End or '\n' or '\r'));
            if (next == '\r' && Peek() == '\n')
                Take();
            _nextLine++;
        }
    }

    private bool EndRecord(int next)
    {
        if (next == End)
            return true;
        _nextLine++;
        var lineEnd = "LF";
        if (next == '\r')
        {
            lineEnd = Peek() == '\n' ? "CR LF" : "CR";
            if (Peek() == '\n')
                Take();
        }
        _lineEnd ??= lineEnd;
        return _lineEnd == lineEnd || Fail(null, $"this line ends with {lineEnd} and the lines above with {_lineEnd}; use one of them throughout.");
    }

    /// <summary>Gathers an unquoted field and gives the byte after it.</summary>
    private int ReadBare(int field)
    {
        while (true)
        {
            var next = Take();
            if (next == dialect.Delimiter || next is End or '\n' or '\r')
                return next;
            _field.Add((byte)next);
            if (IsTooLong(field))
                return End;
        }
    }

    /// <summary>Gathers a quoted field and gives the byte after it.</summary>
    private int ReadQuoted(int field)
    {
        Take();
        while (true)
        {
            var next = Take();
            if (next == dialect.Escape && next != dialect.Quote && Peek() != End)
            {
                next = Take();
            }
            else if (next == dialect.Quote)
            {
                if (dialect.Escape != dialect.Quote || Peek() != dialect.Quote)
                    break;
                Take();
            }
            else if (next == End)
            {
                Fail(field, "the quote that opens this value is never closed.");
                return End;
            }
            else if (next == '\n' || (next == '\r' && Peek() != '\n'))
            {
                _nextLine++;
            }
            _field.Add((byte)next);
            if (IsTooLong(field))
                return End;
        }
        var after = Take();
        if (after != dialect.Delimiter && after is not (End or '\n' or '\r'))
            Fail(field, "something follows the closing quote; a quote inside a value is written twice.");
        return after;
    }

    private bool IsTooLong(int field)
    {
        if (_recordBytes <= dialect.MaxRecordBytes)
            return false;
        Fail(field, FormattableString.Invariant($"the record has more than {dialect.MaxRecordBytes} bytes; a quote that is not closed can be the cause."));
        return true;
    }

    private bool Fail(int? field, string message)
    {
        Fault = new CsvFault(Line, field, message);
        return false;
    }

    private int Peek()
    {
        if (_at == _filled)
        {
            _filled = stream.Read(_buffer, 0, _buffer.Length);
            _at = 0;
        }
        return _filled == 0 ? End : _buffer[_at];
    }

    private int Take()
    {
        var next = Peek();
        if (next == End)
            return End;
        _at++;
        Position++;
        _recordBytes++;
        return next;
    }
}
