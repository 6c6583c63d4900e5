namespace Saker.Data.Privacy.DifferentialPrivacy;

/// <summary>How the losses of several answers are added up. It is fixed when a budget is made: the proofs do not allow to choose afterwards, by what the answers were.</summary>
public enum PrivacyAccounting
{
    /// <summary>Epsilons and deltas are added up (Dwork et al.; with questions that depend on answers: Rogers et al., "Privacy Odometers and Filters", 2016). Best for a few answers.</summary>
    Simple,

    /// <summary>
    /// Zero-concentrated losses are added up and turned into epsilon at the budget's delta (Bun and Steinke, 2016; with questions that depend on answers:
    /// Feldman and Zrnic, "Individual Privacy Accounting via a Rényi Filter", 2021). Best for many answers, each with a small epsilon.
    /// </summary>
    Concentrated,
}
