using Microsoft.AspNetCore.Components;
using Tumen.Workbench.Study;

namespace Tumen.Workbench.Components.Parts;

/// <summary>A page about the study on the desk: drawn again whenever the study is read again.</summary>
public abstract class StudyPage : ComponentBase, IDisposable
{
    [Inject]
    public StudyDesk Desk { get; set; } = null!;

    [Inject]
    public NavigationManager Nav { get; set; } = null!;

    protected StudyView View { get; private set; } = null!;

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        Desk.Changed += Again; // first, so that no reading falls between
        View = Desk.View;
    }

    /// <summary>Called when there is a new reading, before the page is drawn.</summary>
    protected virtual Task OnStudyChanged() => Task.CompletedTask;

    /// <summary>Address of this page with some of its query changed; null takes a value away.</summary>
    protected string With(params (string Name, object? Value)[] query) =>
        Nav.GetUriWithQueryParameters(query.ToDictionary(q => q.Name, q => q.Value));

    /// <inheritdoc/>
    public virtual void Dispose()
    {
        Desk.Changed -= Again;
        GC.SuppressFinalize(this);
    }

    private void Again() => _ = InvokeAsync(async () =>
    {
        try
        {
            View = Desk.View;
            await OnStudyChanged();
            StateHasChanged();
        }
        catch (Exception e)
        {
            await DispatchExceptionAsync(e); // a mistake of ours is shown as one
        }
    });
}
