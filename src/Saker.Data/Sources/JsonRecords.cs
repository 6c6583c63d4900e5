using System.Text.Json;

namespace Saker.Data.Sources;

/// <summary>Reads a file of JSON record by record: the elements of one array, or values one after another.</summary>
internal sealed class JsonRecords : IDisposable
{
    // A name of the file can stand in an error, and be of any length.
    private const int MaxWords = 400;

    private readonly JsonSource _source;
    private readonly FileStream _stream;
    private byte[] _buffer = new byte[1 << 16];
    private int _start;
    private int _filled;
    private bool _isLast;
    private bool? _isArray;
    private JsonReaderState _state;
    private bool _hasEnded;
    private int _linesInRecord;
    private int _recordStart;
    private int _recordLength;

    public JsonRecords(JsonSource source, string fullPath)
    {
        _source = source;
        _stream = SourceFile.Open(source.Name, fullPath);
        CsvRewriter.SkipMark(_stream);
        _state = new JsonReaderState(new JsonReaderOptions { AllowMultipleValues = true, MaxDepth = source.MaxDepth + 1 });
    }

    /// <summary>The line on which the last record begins, from 1.</summary>
    public long Line { get; private set; } = 1;

    /// <summary>The number of the last record, from 1.</summary>
    public long Record { get; private set; }

    /// <summary>The last record, valid until the next is read.</summary>
    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(_recordStart, _recordLength);

    /// <summary>Reads the next record; false at the end.</summary>
    /// <exception cref="SakerException">The file is no JSON there, or the record is no object.</exception>
    public bool Read()
    {
        try
        {
            while (!_hasEnded)
            {
                if (TryRead(out var needsMore))
                    return true;
                if (needsMore)
                    Fill();
            }
        }
        catch (JsonException e)
        {
            throw Error($"line {LineOf(e)}: this is no JSON: {Words(e)}", e);
        }
        return false;
    }

    /// <summary>An error about the last record.</summary>
    public SakerException RecordError(string what, Exception? inner = null) => Error(FormattableString.Invariant($"record {Record}, line {Line}: {what}"), inner);

    public void Dispose() => _stream.Dispose();

    private bool TryRead(out bool needsMore)
    {
        needsMore = false;
        var reader = new Utf8JsonReader(_buffer.AsSpan(_start, _filled - _start), _isLast, _state);
        if (!reader.Read())
        {
            needsMore = !_isLast;
            _hasEnded = _isLast;
            if (_hasEnded && Record == 0 && _isArray is null)
                throw Error("the file is empty; records of JSON are needed.", null);
            return false;
        }
        if (_isArray is null && reader.TokenType == JsonTokenType.StartArray)
        {
            _isArray = true;
            Consume(ref reader);
            return false;
        }
        if (_isArray == true && reader.TokenType == JsonTokenType.EndArray)
        {
            Consume(ref reader);
            RequireEnd();
            return false;
        }
        return TakeRecord(ref reader, out needsMore);
    }

    private bool TakeRecord(ref Utf8JsonReader reader, out bool needsMore)
    {
        var first = (int)reader.TokenStartIndex;
        var token = reader.TokenType;
        needsMore = !reader.TrySkip();
        // A number at the end of what is there may go on.
        if (!needsMore && !_isLast && reader.BytesConsumed == _filled - _start)
            needsMore = token == JsonTokenType.Number;
        if (needsMore)
            return false;
        _isArray ??= false;
        Record++;
        Line += _linesInRecord + Newlines(_buffer.AsSpan(_start, first));
        _linesInRecord = 0;
        if (token != JsonTokenType.StartObject)
            throw RecordError($"a record must be an object such as {{\"name\": 1}}; this is {NameOf(token)}.");
        (_recordStart, _recordLength) = (_start + first, (int)reader.BytesConsumed - first);
        if (_recordLength > _source.MaxRecordBytes)
            throw TooLong();
        _linesInRecord = Newlines(Bytes);
        Advance(ref reader);
        return true;
    }

    private void Consume(ref Utf8JsonReader reader)
    {
        Line += _linesInRecord + Newlines(_buffer.AsSpan(_start, (int)reader.BytesConsumed));
        _linesInRecord = 0;
        Advance(ref reader);
    }

    private void Advance(ref Utf8JsonReader reader)
    {
        _start += (int)reader.BytesConsumed;
        _state = reader.CurrentState;
    }

    /// <summary>After the array only blanks may follow.</summary>
    private void RequireEnd()
    {
        _hasEnded = true;
        do
        {
            var rest = _buffer.AsSpan(_start, _filled - _start);
            if (rest.IndexOfAnyExcept(" \t\r\n"u8) is >= 0 and var at)
                throw Error(FormattableString.Invariant($"line {Line + Newlines(rest[..at])}: something follows the array; one array, or records without one, are read."), null);
            _start = _filled;
            Fill();
        }
        while (!_isLast || _filled > _start);
    }

    private void Fill()
    {
        if (_isLast)
            return;
        var kept = _filled - _start;
        if (kept > _source.MaxRecordBytes)
            throw TooLong();
        var next = kept > _buffer.Length / 2 ? new byte[Math.Min(_buffer.Length * 2L, Array.MaxLength)] : _buffer;
        _buffer.AsSpan(_start, kept).CopyTo(next);
        _buffer = next;
        (_start, _filled) = (0, kept);
        var read = _stream.Read(_buffer, _filled, _buffer.Length - _filled);
        _filled += read;
        _isLast = read == 0;
    }

    private SakerException TooLong() => SourceLimits.Exceeded(FormattableString.Invariant(
        $"{_source.Name}: line {Line}: a record has more than {_source.MaxRecordBytes} bytes (max_record_bytes); a bracket or quote that is not closed can be the cause."));

    private SakerException Error(string what, Exception? inner) =>
        new(ErrorKind.InvalidInput, $"{_source.Name}: {(what.Length > MaxWords ? $"{what[..MaxWords]}..." : what)}", "source", inner);

    private long LineOf(JsonException error) => (error.LineNumber ?? 0) + 1;

    /// <summary>Without the reader's own place, which stands before.</summary>
    private static string Words(JsonException error)
    {
        var end = error.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return end < 0 ? error.Message : error.Message[..end];
    }

    private static int Newlines(ReadOnlySpan<byte> bytes) => bytes.Count((byte)'\n');

    private static string NameOf(JsonTokenType token) => token switch
    {
        JsonTokenType.StartArray => "a list",
        JsonTokenType.String => "a text",
        JsonTokenType.Number => "a number",
        JsonTokenType.Null => "null",
        _ => "true or false",
    };
}
