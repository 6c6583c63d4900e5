namespace Saker.Data.Privacy.Anonymity;

/// <summary>Numbers the different texts of a column, missing ones among them, from 0.</summary>
internal sealed class Codes
{
    // A key for what has no text; longer than a lone control character that data might hold.
    private const string Missing = "\0missing\0";

    private readonly Dictionary<string, int> _codes = new(StringComparer.Ordinal);
    private readonly List<string?> _texts = [];

    public int Count => _texts.Count;

    public string? this[int code] => _texts[code];

    public int Of(string? text)
    {
        if (!_codes.TryGetValue(text ?? Missing, out var code))
        {
            _codes[text ?? Missing] = code = _texts.Count;
            _texts.Add(text);
        }
        return code;
    }
}
