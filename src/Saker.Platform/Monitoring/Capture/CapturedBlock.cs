using Saker.Data;
using Saker.Learning.Models;
using Saker.Platform.Registry;

namespace Saker.Platform.Monitoring.Capture;

/// <summary>Requests to one endpoint that one version answered (or, where they failed, was asked), with their rows. Immutable.</summary>
public sealed record CapturedBlock
{
    /// <summary>The endpoint; where <see cref="IsEndpoint"/> is false, the registered model that was asked by its own name.</summary>
    public required string Endpoint { get; init; }

    public required bool IsEndpoint { get; init; }

    /// <summary>The version that answered. For rules and constants, and for what failed: the one that was asked.</summary>
    public required string Model { get; init; }

    /// <inheritdoc cref="Model"/>
    public required int Version { get; init; }

    /// <summary>The version asked, whose columns <see cref="Inputs"/> has.</summary>
    public required ModelVersion Asked { get; init; }

    /// <summary>What the version asked takes and gives, with the types that training saw.</summary>
    public required Signature Signature { get; init; }

    /// <summary>Whether a model gave the outputs; false for rules and constants.</summary>
    public required bool IsModelAnswer { get; init; }

    /// <summary>All requests, in the order in which they were captured: about, not exactly, that of their <see cref="CapturedRequest.At"/>.</summary>
    public required IReadOnlyList<CapturedRequest> Requests { get; init; }

    /// <summary>
    /// The raw columns as callers gave them, also where the guard then replaced values; one row each of the requests with a <see cref="CapturedRequest.FirstRow"/>.
    /// Numbers have the type of the model's tensors, so that none is changed: whole numbers and booleans are float64 where the model takes them so. NaN
    /// and the empty text are missing. Without columns for a model that takes tensors, save those with one value a row.
    /// </summary>
    public required Table Inputs { get; init; }

    /// <summary>The answers, as many rows as <see cref="Inputs"/> where both have columns; outputs with several values a row are left out.</summary>
    public required Table Outputs { get; init; }

    /// <summary>Rows that the tables have.</summary>
    public required int RowCount { get; init; }

    /// <summary>When the first request ended.</summary>
    public required DateTimeOffset FirstAt { get; init; }

    /// <summary>When the last request ended.</summary>
    public required DateTimeOffset LastAt { get; init; }
}
