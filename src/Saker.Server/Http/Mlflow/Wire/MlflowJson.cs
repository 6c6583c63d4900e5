using System.Text.Json;

namespace Saker.Server.Http.Mlflow.Wire;

/// <summary>What MLflow's clients write that is no JSON.</summary>
internal static class MlflowJson
{
    private static ReadOnlySpan<byte> NaN => "NaN"u8;

    private static ReadOnlySpan<byte> Infinity => "Infinity"u8;

    /// <summary>Puts quotes around NaN and Infinity, with or without sign, where they stand bare as Python writes them; gives the same bytes when there are none.</summary>
    public static byte[] QuoteBareNumbers(byte[] json)
    {
        if (!json.AsSpan().ContainsAny((byte)'N', (byte)'I'))
            return json;
        var quoted = new List<byte>(json.Length + 16);
        for (var at = 0; at < json.Length;)
        {
            var length = json[at] == (byte)'"' ? TextLength(json.AsSpan(at)) : 1;
            var token = TokenLength(json.AsSpan(at));
            if (token > 0)
                quoted.Add((byte)'"');
            quoted.AddRange(json.AsSpan(at, Math.Max(length, token)));
            if (token > 0)
                quoted.Add((byte)'"');
            at += Math.Max(length, token);
        }
        return [.. quoted];
    }

    /// <summary>Writes a number as protobuf's JSON has it: NaN and the infinities as texts.</summary>
    public static void WriteNumber(Utf8JsonWriter writer, string name, double value)
    {
        if (double.IsFinite(value))
            writer.WriteNumber(name, value);
        else
            writer.WriteString(name, double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity");
    }

    private static int TokenLength(ReadOnlySpan<byte> rest)
    {
        var sign = rest[0] == (byte)'-' ? 1 : 0;
        return rest.StartsWith(NaN) ? NaN.Length : rest[sign..].StartsWith(Infinity) ? sign + Infinity.Length : 0;
    }

    private static int TextLength(ReadOnlySpan<byte> rest)
    {
        for (var at = 1; at < rest.Length; at++)
        {
            if (rest[at] == (byte)'\\')
                at++;
            else if (rest[at] == (byte)'"')
                return at + 1;
        }
        return rest.Length;
    }
}
