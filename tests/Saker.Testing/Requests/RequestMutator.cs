using System.Globalization;
using System.Text;

namespace Saker.Testing.Requests;

/// <summary>
/// Makes requests as broken or hostile clients send them out of one that is right: bytes flipped, text cut, tokens swapped, sizes
/// lied about. The same seed gives the same requests.
/// </summary>
public sealed class RequestMutator(byte[] good, int jsonLength, int seed)
{
    private static readonly string[] Tokens =
    [
        "null", "true", "NaN", "-Infinity", "1e999", "-1", "0", "99999999999999999999", "4611686018427387904", "3.5", "\"\"", "\"\\ud800\"", "[]", "{}", "[[[[", "]", "}", ",", ":", "\"inputs\"",
        "\"BYTES\"", "\"FP32\"", "\"INT8\"", "\"name\"", "\"shape\"", "\"data\"", "\"binary_data_size\"", "\\", "\u0000", "\u00ff",
    ];

    private readonly Random _random = new(seed);

    /// <summary>The next request.</summary>
    public MutatedRequest Next()
    {
        var bytes = new List<byte>(good);
        var header = jsonLength < 0 ? null : jsonLength.ToString(CultureInfo.InvariantCulture);
        for (var count = _random.Next(1, 4); count > 0; count--)
            Mutate(bytes, ref header);
        return new MutatedRequest([.. bytes], header);
    }

    private void Mutate(List<byte> bytes, ref string? header)
    {
        var at = _random.Next(Math.Max(1, bytes.Count));
        switch (_random.Next(9))
        {
            case 0 when bytes.Count > 0: bytes[at] ^= (byte)(1 << _random.Next(8)); break;
            case 1 when bytes.Count > 0: bytes[at] = (byte)_random.Next(256); break;
            case 2 when bytes.Count > 0: bytes.RemoveRange(at, bytes.Count - at); break;
            case 3 when bytes.Count > 0: bytes.RemoveRange(at, _random.Next(Math.Min(40, bytes.Count - at))); break;
            case 4 when bytes.Count > 0: bytes.InsertRange(at, bytes.GetRange(0, _random.Next(Math.Min(200, bytes.Count)))); break;
            case 5: bytes.InsertRange(Math.Min(at, bytes.Count), Encoding.UTF8.GetBytes(Tokens[_random.Next(Tokens.Length)])); break;
            case 6: Replace(bytes); break;
            case 7: header = _random.Next(6) switch { 0 => null, 1 => "0", 2 => "-1", 3 => "x", 4 => "9223372036854775808", _ => _random.Next(2 * good.Length).ToString(CultureInfo.InvariantCulture) }; break;
            default: bytes.AddRange(Enumerable.Repeat((byte)_random.Next(256), _random.Next(64))); break;
        }
    }

    // One number, text or word of the JSON becomes another token.
    private void Replace(List<byte> bytes)
    {
        var start = bytes.FindIndex(_random.Next(Math.Max(1, bytes.Count)), static one => one is (byte)':' or (byte)',' or (byte)'[') + 1;
        if (start <= 0 || start >= bytes.Count)
            return;
        var end = bytes.FindIndex(start, static one => one is (byte)',' or (byte)']' or (byte)'}');
        bytes.RemoveRange(start, (end < 0 ? bytes.Count : end) - start);
        bytes.InsertRange(start, Encoding.UTF8.GetBytes(Tokens[_random.Next(Tokens.Length)]));
    }
}
