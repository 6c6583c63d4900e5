using Microsoft.AspNetCore.Http;
using Saker.Dashboard.Layout;
using Saker.Platform.Serving;

namespace Saker.Dashboard.Serving.Listing;

/// <summary>Which endpoints a reader wants to see, as the address says it.</summary>
public sealed record EndpointListRequest
{
    /// <summary>A part of an endpoint's or a model's name; null for all.</summary>
    public string? Text { get; init; }

    /// <summary>Only those in this state; null for all.</summary>
    public EndpointState? State { get; init; }

    public EndpointOrder Order { get; init; }

    public bool IsFiltered => Text is not null || State is not null;

    /// <summary>As a query, with its question mark; empty where nothing is said.</summary>
    public string Query => Addresses.With(
        "", ("q", Text), ("state", State?.ToString().ToLowerInvariant()), ("sort", Order == EndpointOrder.Attention ? null : Order.ToString().ToLowerInvariant()));

    /// <summary>What is not understood is left out: an old address still shows something.</summary>
    public static EndpointListRequest Of(IQueryCollection query) => new()
    {
        Text = query["q"].ToString().Trim() is { Length: > 0 } text ? text : null,
        State = Enum.TryParse<EndpointState>(query["state"], ignoreCase: true, out var state) && Enum.IsDefined(state) ? state : null,
        Order = Enum.TryParse<EndpointOrder>(query["sort"], ignoreCase: true, out var order) && Enum.IsDefined(order) ? order : EndpointOrder.Attention,
    };
}
