using System.Buffers;
using System.Text.Json;
using Saker.Platform.Serving;
using Saker.Server.Http.Rows;

namespace Saker.Server.Http.OpenInference;

/// <summary>
/// The words of a request of one row that was read before, without its values. Clients write the same words around new values: where
/// they are the same to the byte, the values alone are read. Immutable.
/// </summary>
internal sealed class InferSkeleton
{
    private static readonly SearchValues<byte> EndOfText = SearchValues.Create("\"\\"u8);
    private static readonly SearchValues<byte> EndOfScalar = SearchValues.Create(",]} \t\r\n"u8);

    private readonly InferHole[] _holes;

    /// <summary>What stands before each hole, and last what stands behind them all.</summary>
    private readonly byte[][] _words;

    /// <param name="json">A whole request that was right.</param>
    /// <param name="holes">Where its values stand, in order.</param>
    public InferSkeleton(ReadOnlySpan<byte> json, IReadOnlyList<InferHole> holes)
    {
        _holes = [.. holes];
        _words = new byte[_holes.Length + 1][];
        var at = 0;
        for (var i = 0; i < _holes.Length; i++)
        {
            _words[i] = json[at.._holes[i].Start].ToArray();
            at = _holes[i].End;
        }
        _words[^1] = json[at..].ToArray();
    }

    /// <summary>Fills the inputs; false, with some of them filled and perhaps something said in the report, when the request is another or any value is not right.</summary>
    public bool TryRead(ReadOnlySpan<byte> json, InferPlan plan, InferCall call, InferRequest request)
    {
        var at = 0;
        for (var i = 0; i < _holes.Length; i++)
        {
            if (!json[at..].StartsWith(_words[i]))
                return false;
            at += _words[i].Length;
            var length = LengthOf(json[at..]);
            if (length <= 0 || !TryRead(json.Slice(at, length), at, _holes[i], plan, call, request))
                return false;
            at += length;
        }
        return json[at..].SequenceEqual(_words[^1]) && call.Report.Problems.TotalCount == 0;
    }

    private static bool TryRead(ReadOnlySpan<byte> value, int at, InferHole hole, InferPlan plan, InferCall call, InferRequest request)
    {
        var reader = new Utf8JsonReader(value);
        try
        {
            if (hole.Input < 0)
            {
                request.Id = (at + 1)..(at + value.Length - 1);
                return reader.Read() && reader.TokenType == JsonTokenType.String && JsonTexts.IsUnicode(ref reader);
            }
            var into = call.Inputs[hole.Input];
            into.Reset(hole.Shape);
            return new TensorJson(plan.Inputs[hole.Input], hole.Input, into, call.Report.Problems, bare: null, offset: 0).TryReadOnly(ref reader, hole.Datatype);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>How many bytes the text, number, null or truth value takes that the JSON begins with; 0 for anything else, and for texts with escapes.</summary>
    private static int LengthOf(ReadOnlySpan<byte> json)
    {
        if (json.IsEmpty || json[0] is (byte)'[' or (byte)'{')
            return 0;
        if (json[0] != (byte)'"')
            return json.IndexOfAny(EndOfScalar);
        var end = json[1..].IndexOfAny(EndOfText);
        return end >= 0 && json[end + 1] == (byte)'"' ? end + 2 : 0;
    }
}
