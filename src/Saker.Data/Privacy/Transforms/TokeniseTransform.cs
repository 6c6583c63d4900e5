using System.Text;
using Saker.Data.Privacy.Keys;

namespace Saker.Data.Privacy.Transforms;

/// <summary>Replaces a text by a token out of which the key ring, and nothing else, gives it back.</summary>
/// <param name="sealer">The key and the purpose; disposed with this.</param>
/// <param name="deterministic">Whether the same text gives the same token, which shows who is the same but allows joins.</param>
internal sealed class TokeniseTransform(Sealer sealer, bool deterministic) : ColumnTransform
{
    public override string Apply(string text) => TokenText.Write(sealer.Seal(Encoding.UTF8.GetBytes(text), [], deterministic));

    public override void Dispose() => sealer.Dispose();
}
