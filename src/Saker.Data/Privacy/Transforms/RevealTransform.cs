using System.Text;
using Saker.Data.Privacy.Keys;

namespace Saker.Data.Privacy.Transforms;

/// <summary>Gives back what <see cref="TokeniseTransform"/> replaced, wherever tokens stand in a text.</summary>
/// <exception cref="SakerException">The ring does not have a token's key, or a token was changed or made for another purpose.</exception>
internal sealed class RevealTransform(KeyRing ring, string purpose) : ColumnTransform
{
    private readonly Dictionary<KeyId, Sealer> _sealers = [];

    public override string Apply(string text)
    {
        var at = text.IndexOf(TokenText.Prefix, StringComparison.Ordinal);
        if (at < 0)
            return text;
        var revealed = new StringBuilder();
        var from = 0;
        while (at >= 0)
        {
            if (TokenText.Read(text, at, out var end) is { } message)
            {
                revealed.Append(text, from, at - from).Append(Encoding.UTF8.GetString(Open(message)));
                from = end;
            }
            at = text.IndexOf(TokenText.Prefix, end, StringComparison.Ordinal);
        }
        return revealed.Append(text, from, text.Length - from).ToString();
    }

    public override void Dispose()
    {
        foreach (var sealer in _sealers.Values)
            sealer.Dispose();
    }

    private byte[] Open(byte[] message)
    {
        var id = KeyRing.KeyOf(message)!.Value;
        if (!_sealers.TryGetValue(id, out var sealer))
            _sealers[id] = sealer = ring.OpenSealer(purpose, id);
        return sealer.Open(message, []) ?? throw new SakerException(ErrorKind.DataLoss, $"A token of key {id} was changed, or was made for another purpose than '{purpose}'.");
    }
}
