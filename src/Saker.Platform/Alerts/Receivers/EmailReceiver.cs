using System.Net.Sockets;
using System.Security.Authentication;

namespace Saker.Platform.Alerts.Receivers;

/// <summary>Writes mail to people.</summary>
internal sealed class EmailReceiver(EmailSettings settings, string? password, AlertOptions options, TimeProvider time) : IReceiver
{
    public async Task<DeliveryOutcome> SendAsync(Notification notification, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.MaxAttempt);
        try
        {
            await using var session = new SmtpSession();
            await session.OpenAsync(settings.Host, settings.Port, settings.Tls, settings.User, password, limit.Token);
            var refused = await session.SendAsync(settings.From, settings.To, MailText.Write(notification, settings.From, settings.To, time.GetUtcNow()), limit.Token);
            await session.CloseAsync(limit.Token);
            return refused is null ? DeliveryOutcome.Delivered : DeliveryOutcome.Partly(refused);
        }
        catch (SmtpFault fault)
        {
            return fault.IsRefusal ? DeliveryOutcome.Refused(fault.Message) : DeliveryOutcome.Unavailable(fault.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return DeliveryOutcome.Unavailable($"no answer within {options.MaxAttempt.TotalSeconds:0} seconds");
        }
        catch (Exception exception) when (exception is SocketException or IOException or AuthenticationException)
        {
            return DeliveryOutcome.Unavailable(exception.Message);
        }
    }
}
