namespace Saker.Data.Profiles;

/// <summary>One column of two profiles side by side. Distances are NaN where they are not defined.</summary>
public sealed record ColumnComparison
{
    public required string Name { get; init; }

    /// <summary>Null when only the current data have the column.</summary>
    public required ColumnType? ReferenceType { get; init; }

    /// <summary>Null when only the reference has the column.</summary>
    public required ColumnType? CurrentType { get; init; }

    public required double ReferenceNullShare { get; init; }

    public required double CurrentNullShare { get; init; }

    /// <inheritdoc cref="ProfileDistance.Psi(ColumnProfile, ColumnProfile, int)"/>
    public required double Psi { get; init; }

    /// <inheritdoc cref="ProfileDistance.KolmogorovSmirnov"/>
    public required double KolmogorovSmirnov { get; init; }

    /// <inheritdoc cref="ProfileDistance.Wasserstein"/>
    public required double Wasserstein { get; init; }

    /// <inheritdoc cref="ProfileDistance.JensenShannon(ColumnProfile, ColumnProfile, int)"/>
    public required double JensenShannon { get; init; }

    /// <summary>What moved, in words, the most telling first; empty when nothing did.</summary>
    public required IReadOnlyList<string> Changes { get; init; }

    /// <summary>Whether both sides have the column with the same type.</summary>
    public bool IsAlike => ReferenceType is not null && ReferenceType == CurrentType;
}
