using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Saker.Server.Http.OpenInference;

/// <summary>JSON as UTF-8 straight into a writer's memory. Write the whole of it, then <see cref="Flush"/>.</summary>
internal ref struct JsonText(IBufferWriter<byte> into)
{
    private const int LeastSpan = 512;

    // Printable ASCII that stands for itself in a JSON text.
    private static readonly SearchValues<byte> Plain = SearchValues.Create([.. Enumerable.Range(0x20, 0x5F).Select(code => (byte)code).Where(code => code is not ((byte)'"' or (byte)'\\'))]);

    private Span<byte> _span;
    private int _at;
    private int _flushed;

    /// <summary>Escapes only what JSON demands: answers are data and say so.</summary>
    public static JavaScriptEncoder Encoder { get; } = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    /// <summary>How errors are written: quotes and letters as they are, as people read them.</summary>
    public static JsonWriterOptions ForPeople { get; } = new() { Encoder = Encoder };

    /// <summary>Bytes written so far.</summary>
    public readonly int Length => _flushed + _at;

    public void Raw(scoped ReadOnlySpan<byte> json)
    {
        json.CopyTo(Room(json.Length));
        _at += json.Length;
    }

    public void Raw(byte one)
    {
        Room(1)[0] = one;
        _at++;
    }

    /// <summary>A text without its quotes; what is no valid UTF-8 becomes U+FFFD.</summary>
    public void Escaped(scoped ReadOnlySpan<byte> utf8)
    {
        while (true)
        {
            var plain = utf8.IndexOfAnyExcept(Plain);
            if (plain < 0)
            {
                Raw(utf8);
                return;
            }
            // A piece that ends at plain text ends at no half of a letter.
            Raw(utf8[..plain]);
            utf8 = utf8[plain..];
            var odd = utf8.IndexOfAny(Plain);
            var piece = odd < 0 ? utf8 : utf8[..odd];
            Encode(piece);
            utf8 = utf8[piece.Length..];
            if (utf8.IsEmpty)
                return;
        }
    }

    /// <summary>A text without its quotes.</summary>
    public void Escaped(scoped ReadOnlySpan<char> text)
    {
        Span<byte> utf8 = stackalloc byte[256];
        if (text.Length <= utf8.Length && Ascii.FromUtf16(text, utf8, out var length) == OperationStatus.Done)
            Escaped(utf8[..length]);
        else
            Escaped(Encoding.UTF8.GetBytes(text.ToString()));
    }

    public void Number<T>(T value)
        where T : IUtf8SpanFormattable
    {
        // The longest double has 24 characters.
        value.TryFormat(Room(32), out var length, default, System.Globalization.CultureInfo.InvariantCulture);
        _at += length;
    }

    public void Flush()
    {
        into.Advance(_at);
        _flushed += _at;
        _at = 0;
        _span = default;
    }

    private void Encode(scoped ReadOnlySpan<byte> utf8)
    {
        while (!utf8.IsEmpty)
        {
            // No letter grows beyond six bytes for each of its own.
            var room = Room(Math.Min(utf8.Length, LeastSpan) * 6);
            Encoder.EncodeUtf8(utf8, room, out var consumed, out var written);
            _at += written;
            utf8 = utf8[consumed..];
        }
    }

    private Span<byte> Room(int size)
    {
        if (_span.Length - _at < size)
        {
            Flush();
            _span = into.GetSpan(Math.Max(size, LeastSpan));
        }
        return _span[_at..];
    }
}
