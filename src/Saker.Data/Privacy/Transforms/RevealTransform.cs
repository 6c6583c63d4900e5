using System.Text;
using Saker.Data.Privacy.Keys;

namespace Saker.Data.Privacy.Transforms;

/// <summary>Gives back what <see cref="TokeniseTransform"/> replaced, wherever tokens stand in a text.</summary>
/// <exception cref="SakerException">The ring does not have a token's key, or a token was changed or made for another purpose.</exception>
/// <param name="ring">The keys.</param>
/// <param name="purpose">What the tokens were made for.</param>
/// <param name="isWhole">Whether whole cells were replaced, so that a cell that looks like a token is one.</param>
internal sealed class RevealTransform(KeyRing ring, string purpose, bool isWhole) : ColumnTransform
{
    private readonly Dictionary<KeyId, Sealer> _sealers = [];
    private readonly HashSet<KeyId> _known = [.. ring.Keys.Select(key => key.Id)];

    public override string Apply(string text)
    {
        var at = text.IndexOf(TokenText.Prefix, StringComparison.Ordinal);
        if (at < 0)
            return text;
        var revealed = new StringBuilder();
        var from = 0;
        while (at >= 0)
        {
            var end = TokenText.EndOf(text, at);
            if (end < text.Length && text[end] == TokenText.End && Find(text, at, end) is var token && token >= 0)
            {
                revealed.Append(text, from, token - from).Append(Open(text.AsSpan(token + TokenText.Prefix.Length, end - token - TokenText.Prefix.Length)));
                from = end + 1;
            }
            at = text.IndexOf(TokenText.Prefix, end, StringComparison.Ordinal);
        }
        if (isWhole && from == 0 && text.StartsWith(TokenText.Prefix, StringComparison.Ordinal) && text[^1] == TokenText.End)
            throw Changed(null);
        return revealed.Append(text, from, text.Length - from).ToString();
    }

    public override void Dispose()
    {
        foreach (var sealer in _sealers.Values)
            sealer.Dispose();
    }

    /// <summary>Where the token begins that ends at a place, for other letters may stand directly before it; -1 when none does.</summary>
    private int Find(string text, int from, int end)
    {
        for (var at = from; at >= 0; at = text.IndexOf(TokenText.Prefix, at + 1, end - at - 1, StringComparison.Ordinal))
            if (TokenText.KeyOf(text.AsSpan(at + TokenText.Prefix.Length, end - at - TokenText.Prefix.Length)) is { } id && _known.Contains(id))
                return at;
        // A token of a key that is not here is an error and no text.
        return TokenText.Read(text.AsSpan(from + TokenText.Prefix.Length, end - from - TokenText.Prefix.Length)) is null ? -1 : from;
    }

    private string Open(ReadOnlySpan<char> encoded)
    {
        var message = TokenText.Read(encoded) ?? [];
        if (KeyRing.KeyOf(message) is not { } id)
            throw Changed(null);
        if (!_sealers.TryGetValue(id, out var sealer))
            _sealers[id] = sealer = ring.OpenSealer(purpose, id);
        return Encoding.UTF8.GetString(sealer.Open(message, []) ?? throw Changed(id));
    }

    private SakerException Changed(KeyId? id) => new(ErrorKind.DataLoss, $"A token{(id is null ? "" : $" of key {id}")} was changed, or was made for another purpose than '{purpose}'.");
}
