using Saker.Data;
using Saker.Learning.Models;

namespace Saker.Platform.Pipelines;

/// <summary>Reads <c>card:</c> of a pipeline file: what people say of the model on its card.</summary>
internal static class CardSection
{
    private const int MaxLength = 10_000;

    public static CardNotes Read(Settings card)
    {
        var notes = new CardNotes
        {
            Purpose = card.OptionalText("purpose"),
            Uses = card.Texts("uses"),
            Limits = card.Texts("limits"),
            Owners = card.Texts("owners"),
            References = card.Texts("references"),
        };
        card.RejectUnknown();
        foreach (var (key, texts) in new[] { ("purpose", notes.Purpose is { } purpose ? [purpose] : []), ("uses", notes.Uses), ("limits", notes.Limits), ("owners", notes.Owners), ("references", notes.References) })
        {
            if (texts.Sum(text => text.Length) is var length && length > MaxLength)
                card.Report(key, $"has {length} characters; at most {MaxLength} go on a card.");
        }
        return notes;
    }
}
