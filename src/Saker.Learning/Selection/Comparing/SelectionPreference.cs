namespace Saker.Learning.Selection.Comparing;

/// <summary>Which candidate is taken when several are about equally good.</summary>
public enum SelectionPreference
{
    /// <summary>The simplest one of those that do not really differ from the one with the best mean.</summary>
    Simpler,

    /// <summary>The one with the best mean, however small its lead.</summary>
    BestMean,
}
